import type { MeasuredMetric, MetricIdentity } from '@night-pilot/perf-report';

/** The mean of one series in one run. */
export interface RunMean {
  run: string;
  sha: string | null;
  mean: number;
}

/** A regression of a series that an earlier run has shown. */
export interface OpenRegression {
  /** Id of its finding. */
  finding: string;
  state: 'new' | 'acknowledged';
  /** false: only the times of the history show it. */
  isCertain: boolean;
  /** First run that shows it. */
  since: RunMean;
  /** Means of the level before it, oldest first; at least one. */
  before: readonly RunMean[];
}

/** A series of the judged run, with its earlier means. */
export interface SeriesToJudge extends Pick<MeasuredMetric, 'kind' | 'unit' | 'better'> {
  identity: MetricIdentity;
  fingerprint: string;
  /** Values that differ by less are equal, in the unit; 0 when every difference counts. */
  resolution: number;
  /** false for a count that was not steady: it is known within a factor only. */
  isSteady: boolean;
  /** Mean in the judged run. */
  mean: number;
  /** Means in earlier runs of the present level, oldest first. */
  earlier: readonly RunMean[];
  /** Regressions of earlier runs that nobody expected and that have not gone away, oldest first. */
  open?: readonly OpenRegression[];
  /** The last run that measured it in another environment; null when none did. */
  elsewhere: {
    run: string;
    sha: string | null;
    /** Differing fields, such as `node was 24.1.0, is 24.2.0`. */
    differences: readonly string[];
  } | null;
}
