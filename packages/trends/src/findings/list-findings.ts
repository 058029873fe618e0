import type { MetricIdentity } from '@night-pilot/perf-report';
import { TrendsError } from '../errors.ts';
import type { Store } from '../store/open-store.ts';
import type { FindingSeriesTable } from '../store/schema.ts';
import { storedJson } from '../store/stored-json.ts';

/** A change of the base branch: since when, how much, and what somebody has said about it. */
export interface Finding {
  id: string;
  direction: 'regression' | 'improvement';
  /** `fixed`: all of its series are as before again. */
  state: 'new' | 'acknowledged' | 'expected' | 'fixed';
  /** Last run before it. */
  before: FindingRun;
  /** First run that shows it. The commits after that of `before`, up to this one, may have caused it. */
  since: FindingRun;
  /** Run in which it was found. */
  foundBy: string;
  series: FindingSeries[];
  note: string | null;
  link: string | null;
  author: string | null;
  /** When it got its state: ISO 8601. */
  changedAt: string;
}

export interface FindingRun {
  run: string;
  sha: string | null;
  startedAt: string;
}

export interface FindingSeries {
  id: string;
  identity: MetricIdentity;
  certainty: FindingSeriesTable['certainty'];
  /** Relative change: 0.05 is 5 % more; null from or to zero. */
  effect: number | null;
  /** Its 99 % interval; null where it has none. */
  interval: { low: number; high: number } | null;
  /** First run in which it was as before; null while it is not. */
  fixedBy: string | null;
}

/** Returns all findings of a history, the newest first. */
export async function listFindings(store: Store): Promise<Finding[]> {
  const rows = await store.db
    .selectFrom('findings')
    .innerJoin('runs as since', 'since.id', 'first_run')
    .innerJoin('runs as before', 'before.id', 'before_run')
    .selectAll('findings')
    .select([
      'since.sha as since_sha',
      'since.started_at as since_started_at',
      'before.sha as before_sha',
      'before.started_at as before_started_at',
    ])
    .orderBy('since.started_at', 'desc')
    .orderBy('findings.id')
    .execute();
  const series = Map.groupBy(await readSeries(store), ({ finding }) => finding);
  return rows.map((row) => {
    const own = (series.get(row.id) ?? []).map(({ finding: _, ...one }) => one);
    const isFixed = row.state !== 'expected' && own.every(({ fixedBy }) => fixedBy !== null);
    return {
      id: row.id,
      direction: row.direction,
      state: isFixed ? 'fixed' : row.state,
      before: { run: row.before_run, sha: row.before_sha, startedAt: row.before_started_at },
      foundBy: row.found_by,
      since: { run: row.first_run, sha: row.since_sha, startedAt: row.since_started_at },
      series: own,
      note: row.note,
      link: row.link,
      author: row.author,
      changedAt: row.changed_at,
    };
  });
}

/**
 * Returns one finding.
 *
 * @throws {TrendsError} `FINDING_NOT_FOUND`.
 */
export async function findFinding(store: Store, id: string): Promise<Finding> {
  const all = await listFindings(store);
  const found = all.find((finding) => finding.id === id);
  if (found !== undefined) return found;
  throw new TrendsError(
    'FINDING_NOT_FOUND',
    `Expected the id of a finding, got ${id}; "perf-trends findings --all" lists them.`,
  );
}

async function readSeries(store: Store): Promise<(FindingSeries & { finding: string })[]> {
  const rows = await store.db
    .selectFrom('finding_series')
    .innerJoin('series', 'series.id', 'finding_series.series_id')
    .select([
      'finding_id',
      'series_id',
      'identity',
      'certainty',
      'effect',
      'low',
      'high',
      'fixed_by',
    ])
    .orderBy('series_id')
    .execute();
  return rows.map(
    ({ finding_id, series_id, identity, certainty, effect, low, high, fixed_by }) => ({
      finding: finding_id,
      id: series_id,
      identity: storedJson(identity, 'the identity of a series') as MetricIdentity,
      certainty,
      effect,
      interval: low === null || high === null ? null : { low, high },
      fixedBy: fixed_by,
    }),
  );
}
