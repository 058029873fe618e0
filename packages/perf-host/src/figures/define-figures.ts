import type { MetricIdentity } from '@night-pilot/perf-report';

/** Limit that a figure must keep: at least `min`, or at most `max`. */
type Limit = { min: number; max?: never } | { max: number; min?: never };

/**
 * A promise of a package: a metric of its benchmarks, load scenarios or measurements with a limit. The limit is on the
 * metric itself, or on its ratio to a peer measured in the same run.
 */
export type Figure = {
  /** Its name in the README. */
  title: string;
  /**
   * Kind of file that measures it: `*.bench.ts`, `*.load.ts` or `*.measure.ts`. Only `perf-kit figures` runs the last
   * kind.
   */
  from: 'bench' | 'load' | 'measure';
  /** Titles of the benchmark's suites and test, or of scenario and run, joined by ` › `; or the measurement's name. */
  suite: string;
  /** Name of the benchmark, or of the metric. */
  name: string;
  /** @default {} for benchmarks; operations and concurrency of the run for load metrics */
  params?: MetricIdentity['params'];
  /**
   * Name of the peer in the same suite, or the suite of a peer of the same name. Files of the same kind measure it. The
   * figure is then how many times as good as the peer the metric is: 2 is half the time, or twice the throughput.
   */
  against?: string | { suite: string };
  /**
   * Only `perf-kit figures` judges it, not every run of `bench` and `load`: for promises that are not kept yet, or whose
   * value is too near to the limit for a run of some minutes.
   *
   * @default false
   */
  onlyInFigures?: boolean;
} & Limit;

/** Gives the default export of a `figures.ts` its types. */
export function defineFigures(figures: readonly Figure[]): readonly Figure[] {
  return figures;
}
