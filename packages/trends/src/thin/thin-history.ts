import type { Store } from '../store/open-store.ts';
import { packThinned, unpackReport } from '../store/report-body.ts';
import { withoutSamples } from './without-samples.ts';

/** Result of thinning. */
export interface Thinned {
  /** Number of runs whose raw samples were taken out now: those that got smaller by it. */
  runs: number;
  /** Bytes that their compressed reports took before, and take now. */
  before: number;
  after: number;
}

/**
 * Takes the raw samples out of the reports of old runs, one transaction each. Summaries, budgets, tests, verdicts and findings stay.
 *
 * @param keep Number of the newest runs that stay as they are.
 * @throws {TrendsError} `STORE_DAMAGED` for a report that cannot be read, and the errors of an open history. The runs before it
 *   are thinned.
 */
export async function thinHistory(store: Store, keep: number): Promise<Thinned> {
  const runs = await store.db
    .selectFrom('runs')
    .select('id')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const total: Thinned = { runs: 0, before: 0, after: 0 };
  for (const { id } of runs.slice(keep)) {
    const { body } = await store.db
      .selectFrom('reports')
      .select('body')
      .where('run_id', '=', id)
      .executeTakeFirstOrThrow();
    const { report, isThinned } = await unpackReport(body, id);
    if (isThinned) continue;
    const thinned = await packThinned(withoutSamples(report));
    // A report with few samples would gain nothing.
    if (thinned.length >= body.length) continue;
    await store.db.updateTable('reports').set({ body: thinned }).where('run_id', '=', id).execute();
    total.runs += 1;
    total.before += body.length;
    total.after += thinned.length;
  }
  return total;
}
