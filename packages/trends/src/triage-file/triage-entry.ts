import type { Instrument } from '@night-pilot/perf-report';

/** Entry of the triage file: the change of a series by a commit is expected or known. */
export interface TriageEntry {
  state: 'expected' | 'acknowledged';
  /** Title of the series, as `perf-trends findings` prints it; `*` matches any text. */
  metric: string;
  /** @default any instrument */
  instrument?: Instrument | undefined;
  /** At least the first 7 digits of a commit, in lower case. */
  commit: string;
  reason: string;
  /** An issue or a pull request. */
  link?: string | undefined;
  /** Who says so. */
  author?: string | undefined;
  /** Line of the entry in its file, from 1; null when it is unknown. */
  line: number | null;
}
