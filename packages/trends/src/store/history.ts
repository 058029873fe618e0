import type { Environment, PerfReport } from '@night-pilot/perf-kit/report';
import { type Selectable, sql } from 'kysely';
import { TrendsError } from '../errors.ts';
import { identityId } from './digest.ts';
import type { NewPoint } from './new-points.ts';
import type { Store } from './open-store.ts';
import { unpackReport } from './report-body.ts';
import type { RunsTable } from './schema.ts';

export type StoredRun = Selectable<RunsTable>;

/** Clocks of machines differ. A run that is further ahead has a date that cannot be true. */
const CLOCK_TOLERANCE_MS = 60 * 60_000;

/** Whether a run is dated in the future: it counts as the newest only when that time has come. */
export function isAhead(startedAt: string, now = new Date()): boolean {
  return Date.parse(startedAt) > now.getTime() + CLOCK_TOLERANCE_MS;
}

/**
 * A run of the history.
 *
 * @param id @default the newest run: the one that started last, and not in the future unless all did
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
      ? 'The history holds no run yet; type "perf-trends run" to measure one or "perf-trends ingest FILE" to bring one in.'
      : `The history holds no run ${id}; the folders in reports/ are named after the runs.`,
  );
}

/** The report of a run that the history holds, as it came. */
export async function storedReport(store: Store, { id }: StoredRun): Promise<PerfReport> {
  const { body } = await store.db
    .selectFrom('reports')
    .select('body')
    .where('run_id', '=', id)
    .executeTakeFirstOrThrow();
  return unpackReport(body, id);
}

/** A point of a series, from a run before the one in question. */
export interface EarlierPoint {
  run: string;
  sha: string | null;
  mean: number;
}

/**
 * The last points of a series from before a run, oldest first.
 *
 * @param limit How many at most.
 */
export async function earlierPoints(
  store: Store,
  series: string,
  { before, limit }: { before: StoredRun; limit: number },
): Promise<EarlierPoint[]> {
  const points = await store.db
    .selectFrom('points')
    .innerJoin('runs', 'runs.id', 'points.run_id')
    .select(['points.run_id as run', 'runs.sha', 'points.mean'])
    .where('series_id', '=', series)
    .where(sql<boolean>`(points.started_at, points.run_id) < (${before.started_at}, ${before.id})`)
    .orderBy('points.started_at', 'desc')
    .orderBy('points.run_id', 'desc')
    .limit(limit)
    .execute();
  return points.reverse();
}

/** Where a measured thing was last measured before a run, in an environment that is not its own. */
export interface PointElsewhere {
  run: string;
  sha: string | null;
  environment: Environment;
}

/** @returns null when no other environment has measured it, in the same unit, before that run. */
export async function lastPointElsewhere(
  store: Store,
  { series, identity, metric }: NewPoint,
  before: StoredRun,
): Promise<PointElsewhere | null> {
  const point = await store.db
    .selectFrom('series')
    .innerJoin('points', 'points.series_id', 'series.id')
    .innerJoin('runs', 'runs.id', 'points.run_id')
    .innerJoin('environments', 'environments.id', 'points.environment_id')
    .select(['points.run_id as run', 'runs.sha', 'environments.facts'])
    .where('series.identity_id', '=', identityId(identity))
    .where('series.id', '!=', series)
    .where('series.unit', '=', metric.unit)
    .where(sql<boolean>`(points.started_at, points.run_id) < (${before.started_at}, ${before.id})`)
    .orderBy('points.started_at', 'desc')
    .orderBy('points.run_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return point === undefined
    ? null
    : {
        run: point.run,
        sha: point.sha,
        // Written by `ingest` from a valid report.
        environment: JSON.parse(point.facts) as Environment,
      };
}
