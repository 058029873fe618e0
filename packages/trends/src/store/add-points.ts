import type { Environment } from '@night-pilot/perf-report';
import { peerTitle } from '@night-pilot/perf-report/series';
import type { Insertable, Transaction } from 'kysely';
import { digest, identityId } from './digest.ts';
import type { NewPoint } from './new-points.ts';
import type { HistoryTables, RunsTable } from './schema.ts';
import type { Store } from './store.ts';

/** Series of one statement: a database limits the parameters of a statement. */
const SERIES_PER_QUERY = 1_000;

/**
 * Adds the points of a run, and the environments and series that the history does not know yet. All transactions add
 * series in the same order, so that none waits for another one that waits for it.
 */
export async function addPoints(
  store: Store,
  db: Transaction<HistoryTables>,
  { run, points }: { run: Insertable<RunsTable>; points: readonly NewPoint[] },
): Promise<void> {
  const environments = await addEnvironments(db, points);
  const sorted = points.toSorted((a, b) => (a.series < b.series ? -1 : 1));
  for (let from = 0; from < sorted.length; from += SERIES_PER_QUERY) {
    await addSeries(db, sorted.slice(from, from + SERIES_PER_QUERY));
  }
  await store.addPoints(
    db,
    sorted.map(({ series, environment, metric }) => ({
      series_id: series,
      started_at: run.started_at,
      run_id: run.id,
      environment_id: environments.get(environment) ?? '',
      mean: metric.summary.mean,
      low: metric.summary.interval?.low ?? null,
      high: metric.summary.interval?.high ?? null,
      budget: metric.budget === undefined ? null : JSON.stringify(metric.budget),
      peer: peerTitle(metric),
    })),
  );
}

/** @returns Ids by environment. */
async function addEnvironments(
  db: Transaction<HistoryTables>,
  points: readonly NewPoint[],
): Promise<Map<Environment, string>> {
  const ids = new Map<Environment, string>();
  for (const { environment } of points) {
    if (!ids.has(environment)) ids.set(environment, digest(environment));
  }
  const rows = new Map([...ids].map(([facts, id]) => [id, { id, facts: JSON.stringify(facts) }]));
  if (rows.size > 0) {
    await db
      .insertInto('environments')
      .values([...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
  return ids;
}

/**
 * Adds the series that the history does not know, and corrects the kind and direction of those that it does. Series
 * that stay as they are, nearly all of them, are only read: an upsert would lock each for other machines.
 */
async function addSeries(
  db: Transaction<HistoryTables>,
  points: readonly NewPoint[],
): Promise<void> {
  const rows = await db
    .selectFrom('series')
    .select(['id', 'kind', 'better'])
    .where(
      'id',
      'in',
      points.map(({ series }) => series),
    )
    .execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  const missing = points.filter(({ series }) => !known.has(series));
  if (missing.length > 0) {
    await db
      .insertInto('series')
      .values(
        missing.map(({ series, identity, fingerprint, metric }) => ({
          id: series,
          identity_id: identityId(identity),
          identity: JSON.stringify(identity),
          fingerprint,
          unit: metric.unit,
          kind: metric.kind,
          better: metric.better,
        })),
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
  for (const { series, metric } of points) {
    const { kind, better } = metric;
    const row = known.get(series);
    if (row === undefined || (row.kind === kind && row.better === better)) continue;
    await db.updateTable('series').set({ kind, better }).where('id', '=', series).execute();
  }
}
