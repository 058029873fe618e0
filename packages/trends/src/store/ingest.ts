import { parseReport, type PerfReport } from '@night-pilot/perf-report';
import { peerTitle } from '@night-pilot/perf-report/series';
import type { Insertable, Transaction } from 'kysely';
import { TrendsError } from '../errors.ts';
import { digest, identityId } from './digest.ts';
import { isAhead } from './history.ts';
import { type NewPoint, newPoints } from './new-points.ts';
import type { Store } from './open-store.ts';
import { packReport } from './report-body.ts';
import type { HistoryTables, RunsTable } from './schema.ts';

/** Rows of one insert: a database limits the parameters of a statement. */
const POINTS_PER_INSERT = 500;

export interface IngestResult {
  run: string;
  /** `known`: the same report was already stored, and nothing changed. */
  state: 'added' | 'known';
  /** Number of points added to series. */
  points: number;
  /** Notes for a reader, one sentence each: corrected values and dates in the future. */
  notes: string[];
}

/**
 * Adds a report to a history, in one transaction. Adding it twice changes nothing. Remembered
 * results stay in the report but never become points. Values that contradict the report's own
 * samples are computed again, and a date in the future is kept; notes report both.
 *
 * @throws {ReportError} when the value is not a PerfReport.
 * @throws {TrendsError} `RUN_CONFLICT` when another report has the run's id, `SERIES_TWICE`
 *   when one series has two values, and the errors of an open history.
 */
export async function ingest(store: Store, report: PerfReport): Promise<IngestResult> {
  const notes: string[] = [];
  const onNote = (note: string) => notes.push(note);
  const valid = parseReport(report, 'What was to be ingested', { onNote });
  const run = runRow(valid);
  if (isAhead(run.started_at)) {
    onNote(`dated ${run.started_at}, in the future: until then it is not the newest run.`);
  }
  const points = newPoints(valid);
  const body = await packReport(valid);
  const isAdded = await store.db.transaction().execute(async (transaction) => {
    // The write comes first, so that the lock is taken before anything is read.
    const added = await transaction
      .insertInto('runs')
      .values(run)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) {
      await refuseOtherReport(transaction, run);
      return false;
    }
    await transaction.insertInto('reports').values({ run_id: run.id, body }).execute();
    for (let from = 0; from < points.length; from += POINTS_PER_INSERT) {
      await insertPoints(transaction, run, points.slice(from, from + POINTS_PER_INSERT));
    }
    return true;
  });
  return isAdded
    ? { run: run.id, state: 'added', points: points.length, notes }
    : { run: run.id, state: 'known', points: 0, notes };
}

function runRow(report: PerfReport): Insertable<RunsTable> {
  const { id, startedAt, durationMs, commit, ci } = report.run;
  return {
    id,
    // Equal precision, so that times sort as text.
    started_at: new Date(startedAt).toISOString(),
    duration_ms: durationMs,
    sha: commit?.sha ?? null,
    branch: commit?.branch ?? null,
    dirty: commit?.dirty ? 1 : 0,
    digest: digest(report),
    authored_at: commit && new Date(commit.authoredAt).toISOString(),
    pull_request: ci?.pullRequest ?? null,
  };
}

async function refuseOtherReport(
  transaction: Transaction<HistoryTables>,
  run: Insertable<RunsTable>,
): Promise<void> {
  const stored = await transaction
    .selectFrom('runs')
    .select('digest')
    .where('id', '=', run.id)
    .executeTakeFirstOrThrow();
  if (stored.digest === run.digest) return;
  throw new TrendsError(
    'RUN_CONFLICT',
    `Expected a new run, got another report of the stored run ${run.id}: a report never changes, so measure again under a new id.`,
  );
}

async function insertPoints(
  transaction: Transaction<HistoryTables>,
  run: Insertable<RunsTable>,
  points: readonly NewPoint[],
): Promise<void> {
  const environments = new Map(points.map(({ environment }) => [digest(environment), environment]));
  await transaction
    .insertInto('environments')
    .values([...environments].map(([id, facts]) => ({ id, facts: JSON.stringify(facts) })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await transaction
    .insertInto('series')
    .values(
      points.map(({ series, identity, fingerprint, metric }) => ({
        id: series,
        identity_id: identityId(identity),
        identity: JSON.stringify(identity),
        fingerprint,
        unit: metric.unit,
        kind: metric.kind,
        better: metric.better,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        kind: eb.ref('excluded.kind'),
        better: eb.ref('excluded.better'),
      })),
    )
    .execute();
  await transaction
    .insertInto('points')
    .values(
      points.map(({ series, environment, metric }) => ({
        series_id: series,
        started_at: run.started_at,
        run_id: run.id,
        environment_id: digest(environment),
        mean: metric.summary.mean,
        low: metric.summary.interval?.low ?? null,
        high: metric.summary.interval?.high ?? null,
        budget: metric.budget === undefined ? null : JSON.stringify(metric.budget),
        peer: peerTitle(metric),
      })),
    )
    .execute();
}
