/**
 * The tables of the history. Ids and times are text, and the database generates no values, so that
 * the same statements work in any SQL database.
 */
export interface HistoryTables {
  runs: RunsTable;
  reports: ReportsTable;
  environments: EnvironmentsTable;
  series: SeriesTable;
  points: PointsTable;
  verdicts: VerdictsTable;
  findings: FindingsTable;
  finding_series: FindingSeriesTable;
}

export interface RunsTable {
  id: string;
  /** ISO 8601 in UTC with milliseconds: sorts as text. */
  started_at: string;
  duration_ms: number;
  sha: string | null;
  branch: string | null;
  /** 1 when the work tree held changes that the commit does not. */
  dirty: 0 | 1;
  /** Hash of the report, to recognise the same report. The same report may have another one, from another order of keys. */
  digest: string;
  /** When the commit was written, as `started_at`; null outside of git, and in runs stored before findings were kept. */
  authored_at: string | null;
  /** Number of the pull request that the run belongs to. */
  pull_request: number | null;
}

/** The whole reports. Everything else can be derived from them. */
export interface ReportsTable {
  run_id: string;
  /** JSON, compressed with zstd, by earlier versions with gzip; see `packReport` and `packThinned`. */
  body: Uint8Array;
}

export interface EnvironmentsTable {
  /** Hash of the facts. */
  id: string;
  /** An `Environment` of a report, as JSON. */
  facts: string;
}

export interface SeriesTable {
  /** See `seriesId`. */
  id: string;
  /** Hash of the identity: the same in all environments. */
  identity_id: string;
  /** A `MetricIdentity`, as JSON. */
  identity: string;
  fingerprint: string;
  unit: string;
  kind: string;
  better: string;
}

export interface PointsTable {
  series_id: string;
  /** Copied from the run. */
  started_at: string;
  run_id: string;
  environment_id: string;
  mean: number;
  /** Lower end of the 99 % interval of the mean; null when one process measured it. */
  low: number | null;
  high: number | null;
  /** A `Budget`, as JSON. */
  budget: string | null;
  /** Name of the peer of a ratio. */
  peer: string | null;
}

export interface VerdictsTable {
  run_id: string;
  series_id: string;
  judged_at: string;
  /** A `Verdict`, as JSON. */
  body: string;
}

/** A change that starts with one run, of all series that changed in the same direction there. */
export interface FindingsTable {
  /** See `findingId`. */
  id: string;
  direction: 'regression' | 'improvement';
  /** First run that shows the change. */
  first_run: string;
  /** Last run before it: the commits between the two may have caused it. */
  before_run: string;
  /** Run in which the change was seen: for times a few runs after the first one. */
  found_by: string;
  state: FindingState;
  note: string | null;
  link: string | null;
  /** Who gave it its state; null when nobody did. */
  author: string | null;
  /** When it got its state. */
  changed_at: string;
}

/**
 * - `new`: nobody has looked at it
 * - `acknowledged`: somebody knows it, and it is to go away
 * - `expected`: it is the new normal
 */
export type FindingState = 'new' | 'acknowledged' | 'expected';

export interface FindingSeriesTable {
  finding_id: string;
  series_id: string;
  /**
   * `counted`: counts repeat. `suspected`: times of the history differ. `confirmed`, `refuted`: measuring both versions in turns
   * has shown the change, or that the versions do not differ, so that the machine has changed.
   */
  certainty: 'counted' | 'suspected' | 'confirmed' | 'refuted';
  /** Relative change; null from or to zero. */
  effect: number | null;
  /** Lower end of its 99 % interval. */
  low: number | null;
  high: number | null;
  /** First run in which the series was as before; null while it is not. */
  fixed_by: string | null;
}
