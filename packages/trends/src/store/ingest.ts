import { parseReport, type PerfReport } from '@night-pilot/perf-report';
import type { Insertable, Transaction } from 'kysely';
import { TrendsError } from '../errors.ts';
import { addPoints } from './add-points.ts';
import { digest, digestOfText } from './digest.ts';
import { isAhead } from './history.ts';
import { newPoints } from './new-points.ts';
import type { Store } from './open-store.ts';
import { packReport, unpackReport } from './report-body.ts';
import type { HistoryTables, RunsTable } from './schema.ts';

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
  const json = JSON.stringify(valid);
  const run = runRow(valid, digestOfText(json));
  if (isAhead(run.started_at)) {
    onNote(`dated ${run.started_at}, in the future: until then it is not the newest run.`);
  }
  const packing = packReport(json);
  const points = newPoints(valid);
  const body = await packing;
  const isAdded = await store.write(async (transaction) => {
    // The write comes first, so that the lock is taken before anything is read.
    const added = await transaction
      .insertInto('runs')
      .values(run)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) {
      await refuseOtherReport(transaction, { run, report: valid });
      return false;
    }
    await transaction.insertInto('reports').values({ run_id: run.id, body }).execute();
    await addPoints(store, transaction, { run, points });
    return true;
  });
  return isAdded
    ? { run: run.id, state: 'added', points: points.length, notes }
    : { run: run.id, state: 'known', points: 0, notes };
}

function runRow(report: PerfReport, digestOfReport: string): Insertable<RunsTable> {
  const { id, startedAt, durationMs, commit, ci } = report.run;
  return {
    id,
    // Equal precision, so that times sort as text.
    started_at: new Date(startedAt).toISOString(),
    duration_ms: durationMs,
    sha: commit?.sha ?? null,
    branch: commit?.branch ?? null,
    dirty: commit?.dirty ? 1 : 0,
    digest: digestOfReport,
    authored_at: commit && new Date(commit.authoredAt).toISOString(),
    pull_request: ci?.pullRequest ?? null,
  };
}

/** Looks closer when the digests differ: the keys of the report may be in another order, and earlier versions sorted them. */
async function refuseOtherReport(
  transaction: Transaction<HistoryTables>,
  { run, report }: { run: Insertable<RunsTable>; report: PerfReport },
): Promise<void> {
  const stored = await transaction
    .selectFrom('runs')
    .innerJoin('reports', 'reports.run_id', 'runs.id')
    .select(['digest', 'body'])
    .where('id', '=', run.id)
    .executeTakeFirstOrThrow();
  if (stored.digest === run.digest) return;
  const sorted = digest(report);
  if (stored.digest === sorted) return;
  if (digest((await unpackReport(stored.body, run.id)).report) === sorted) return;
  throw new TrendsError(
    'RUN_CONFLICT',
    `Expected a new run, got another report of the stored run ${run.id}: a report never changes, so measure again under a new id.`,
  );
}
