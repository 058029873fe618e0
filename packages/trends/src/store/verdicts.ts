import type { Verdict, Verdicts } from '@night-pilot/perf-report';
import type { Store } from './open-store.ts';
import { storedJson } from './stored-json.ts';

/**
 * Stores the verdicts on a run, in place of earlier ones.
 *
 * @param series Series ids of the verdicts, in their order.
 */
export async function saveVerdicts(
  store: Store,
  { run, judgedAt, verdicts }: Verdicts,
  series: readonly string[],
): Promise<void> {
  await store.write(async (transaction) => {
    await transaction.deleteFrom('verdicts').where('run_id', '=', run).execute();
    for (const [index, id] of series.entries()) {
      await transaction
        .insertInto('verdicts')
        .values({
          run_id: run,
          series_id: id,
          judged_at: judgedAt,
          body: JSON.stringify(verdicts[index]),
        })
        .execute();
    }
  });
}

/** Returns the stored verdicts on a run, by series id; empty when it was not judged. */
export async function storedVerdicts(store: Store, run: string): Promise<Map<string, Verdict>> {
  const rows = await store.db
    .selectFrom('verdicts')
    .select(['series_id', 'body'])
    .where('run_id', '=', run)
    .execute();
  return new Map(
    rows.map(({ series_id, body }) => [series_id, storedJson(body, 'a verdict') as Verdict]),
  );
}
