import type { SiteSeries } from '../../site-data.ts';

export interface SuiteGroup {
  /** Empty for benchmarks that stand in no suite. */
  suite: string;
  series: SiteSeries[];
}

export interface ProjectGroup {
  project: string;
  suites: SuiteGroup[];
}

/** Series by project and suite, each in the order of its first appearance. */
export function groupSeries(series: readonly SiteSeries[]): ProjectGroup[] {
  return [...Map.groupBy(series, ({ project }) => project)].map(([project, inProject]) => ({
    project,
    suites: [...Map.groupBy(inProject, ({ suite }) => suite)].map(([suite, inSuite]) => ({
      suite,
      series: inSuite,
    })),
  }));
}
