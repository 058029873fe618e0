import type { MeasuredMetric, MetricIdentity } from '@night-pilot/perf-kit/report';

/** The mean of one series in one run. */
export interface RunMean {
  run: string;
  sha: string | null;
  mean: number;
}

/** A series of the run that is judged, with what is known of it from before. */
export interface SeriesToJudge extends Pick<MeasuredMetric, 'kind' | 'unit' | 'better'> {
  identity: MetricIdentity;
  fingerprint: string;
  /** Values that differ by less are the same, in the unit; 0 where every difference counts. */
  resolution: number;
  /** False for a count that still moved while it was counted: it is known within a factor. */
  isSteady: boolean;
  /** Its mean in the run that is judged. */
  mean: number;
  /** Its means in earlier runs, oldest first. */
  earlier: readonly RunMean[];
  /** The last run that measured the same thing in another environment; null when none did. */
  elsewhere: {
    run: string;
    sha: string | null;
    /** What differs, such as `node was 24.1.0, is 24.2.0`. */
    differences: readonly string[];
  } | null;
}
