import type { MetricIdentity } from '@night-pilot/perf-report';

/** A limit that a figure must keep: at least `min`, or at most `max`. */
type Limit = { min: number; max?: never } | { max: number; min?: never };

/**
 * A promise of a package: a metric of its benchmarks, load scenarios or measurements, as it is or
 * against a peer measured in the same run, with the limit that it must keep.
 */
export type Figure = {
  /** How the README calls it. */
  title: string;
  /**
   * Which files it comes from: `*.bench.ts`, `*.load.ts` or `*.measure.ts`. The last are run by
   * `perf-kit figures` alone.
   */
  from: 'bench' | 'load' | 'measure';
  /** Titles of the benchmark's suites and test, or of scenario and run, joined by ` › `; or the measurement's name. */
  suite: string;
  /** Name of the benchmark, or of the metric. */
  name: string;
  /** @default {} for benchmarks; operations and concurrency of the run for load metrics */
  params?: MetricIdentity['params'];
  /**
   * Name of the peer in the same suite, or where the peer has the same name, its suite; measured by files
   * of the same kind. The figure is then how many times as good as the peer the metric is: 2 is
   * half the time, or twice the throughput.
   */
  against?: string | { suite: string };
  /**
   * Only `perf-kit figures` judges it, not every run of `bench` and `load`: for what is not reached
   * yet, or is so near to its limit that a run of some minutes cannot tell.
   * @default false
   */
  onlyInFigures?: boolean;
} & Limit;

/** Gives the default export of a `figures.ts` its types. */
export function defineFigures(figures: readonly Figure[]): readonly Figure[] {
  return figures;
}
