import type { SiteSeries } from '../../site-data.ts';

export interface SuiteGroup {
  /** Empty for benchmarks outside of a suite. */
  suite: string;
  series: SiteSeries[];
}

export interface ProjectGroup {
  project: string;
  suites: SuiteGroup[];
}

/** Groups series by project and suite, in the order of their first appearance. */
export function groupSeries(series: readonly SiteSeries[]): ProjectGroup[] {
  return [...Map.groupBy(series, ({ project }) => project)].map(([project, inProject]) => ({
    project,
    suites: [...Map.groupBy(inProject, ({ suite }) => suite)].map(([suite, inSuite]) => ({
      suite,
      series: inSuite,
    })),
  }));
}
