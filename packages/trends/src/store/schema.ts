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
  /** Hash of the report, to recognise the same report. */
  digest: string;
}

/** The whole reports. Everything else can be derived from them. */
export interface ReportsTable {
  run_id: string;
  /** JSON, compressed with gzip. */
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
  /** Copied from the run, so that the newest points of a series are neighbours in the key. */
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
