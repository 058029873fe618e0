import type { Environment, PerfReport } from '@night-pilot/perf-report';
import { type Selectable, sql } from 'kysely';
import { TrendsError } from '../errors.ts';
import { identityId } from './digest.ts';
import type { NewPoint } from './new-points.ts';
import type { Store } from './open-store.ts';
import { unpackReport } from './report-body.ts';
import type { RunsTable } from './schema.ts';
import { storedJson } from './stored-json.ts';
import { storedNumber } from './stored-number.ts';

export type StoredRun = Selectable<RunsTable>;

/** Tolerated difference between the clocks of machines, in ms. */
const CLOCK_TOLERANCE_MS = 60 * 60_000;

/** Whether a run is dated in the future. Until then it is not the newest run. */
export function isAhead(startedAt: string, now = new Date()): boolean {
  return Date.parse(startedAt) > now.getTime() + CLOCK_TOLERANCE_MS;
}

/** * Finds a run of the history. * @param id @default the run that started last; runs dated in the future only when there are no others
 * @throws {TrendsError} `RUN_NOT_FOUND`.
 */
export async function findRun(
  store: Store,
  id?: string,
  now: Date = new Date(),
): Promise<StoredRun> {
  const latest = new Date(now.getTime() + CLOCK_TOLERANCE_MS).toISOString();
  const run = await store.db
    .selectFrom('runs')
    .selectAll()
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy(sql`started_at > ${latest}`)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (run !== undefined) return run;
  throw new TrendsError(
    'RUN_NOT_FOUND',
    id === undefined
      ? 'The history holds no run yet; type "perf-trends run" to measure one or "perf-trends ingest FILE" to add one.'
      : `The history holds no run ${id}; the folders in reports/ are named after the runs.`,
  );
}

/** Returns the report of a stored run: unchanged, or without its raw samples after `thinHistory`. */
export async function storedReport(store: Store, { id }: StoredRun): Promise<PerfReport> {
  const { body } = await store.db
    .selectFrom('reports')
    .select('body')
    .where('run_id', '=', id)
    .executeTakeFirstOrThrow();
  const { report } = await unpackReport(body, id);
  return report;
}

/** Returns all runs of a history, in no order. */
export function allRuns(store: Store): Promise<StoredRun[]> {
  return store.db.selectFrom('runs').selectAll().execute();
}

/** Series of one query: a database limits the parameters of a statement. */
const SERIES_PER_QUERY = 5_000;

/** A mean of a series in a run. */
export interface StoredMean {
  run: string;
  mean: number;
}

/**
 * Reads the means of series from the runs that started at a time or later, in no order.
 *
 * @param since ISO 8601 in UTC with milliseconds.
 * @returns Means by series id.
 */
export async function meansOf(
  store: Store,
  series: readonly string[],
  since: string,
): Promise<Map<string, StoredMean[]>> {
  const means = new Map<string, StoredMean[]>(series.map((id) => [id, []]));
  for (let from = 0; from < series.length; from += SERIES_PER_QUERY) {
    const rows = await store.db
      .selectFrom('runs')
      .innerJoin('points', 'points.run_id', 'runs.id')
      .select(['points.series_id', 'points.run_id', 'points.mean'])
      .where('runs.started_at', '>=', since)
      .where('points.series_id', 'in', series.slice(from, from + SERIES_PER_QUERY))
      .execute();
    for (const { series_id, run_id: run, mean } of rows) {
      means.get(series_id)?.push({ run, mean: storedNumber(mean, `a mean of run ${run}`) });
    }
  }
  return means;
}

/** The last measurement of a thing in another environment. */
export interface PointElsewhere {
  run: string;
  sha: string | null;
  environment: Environment;
}

/** Finds the last measurement of the same thing before a run, in the same unit and another environment; null when there is none. */
export async function lastPointElsewhere(
  store: Store,
  { series, identity, metric }: NewPoint,
  before: StoredRun,
): Promise<PointElsewhere | null> {
  const others = await store.db
    .selectFrom('series')
    .select('id')
    .where('identity_id', '=', identityId(identity))
    .where('id', '!=', series)
    .where('unit', '=', metric.unit)
    .execute();
  if (others.length === 0) return null;
  const point = await store.db
    .selectFrom('runs')
    .innerJoin('points', 'points.run_id', 'runs.id')
    .innerJoin('environments', 'environments.id', 'points.environment_id')
    .select(['runs.id as run', 'runs.sha', 'environments.facts'])
    .where(
      'points.series_id',
      'in',
      others.map(({ id }) => id),
    )
    .where(sql<boolean>`(runs.started_at, runs.id) < (${before.started_at}, ${before.id})`)
    .orderBy('runs.started_at', 'desc')
    .orderBy('runs.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return point === undefined
    ? null
    : {
        run: point.run,
        sha: point.sha,
        // `ingest` wrote it from a valid report.
        environment: storedJson(point.facts, 'the environment of a run') as Environment,
      };
}
