import type { Transaction } from 'kysely';
import type { Store } from '../store/open-store.ts';
import type { FindingSeriesTable, HistoryTables } from '../store/schema.ts';
import { findingId } from './finding-id.ts';

/** A change of one series that a run has shown. */
export interface FoundChange extends Pick<
  FindingSeriesTable,
  'series_id' | 'certainty' | 'effect' | 'low' | 'high'
> {
  direction: 'regression' | 'improvement';
  firstRun: string;
  beforeRun: string;
}

/** What a run has shown about the findings of a history. */
export interface FoundByRun {
  run: string;
  changes: readonly FoundChange[];
  /** Series that are as before a finding again. */
  fixed: readonly { finding: string; series: string }[];
}

/**
 * Stores what a run has shown, in place of what an earlier look at the same run has found. Changes in the same direction that
 * start with the same run are one finding. What somebody has said about a finding stays.
 *
 * @returns Ids of the findings of this run.
 */
export async function keepFindings(
  store: Store,
  { run, changes, fixed }: FoundByRun,
): Promise<string[]> {
  const groups = Map.groupBy(changes, ({ direction, firstRun, certainty }) =>
    findingId({ direction, firstRun, foundBy: run, isRefuted: certainty === 'refuted' }),
  );
  await store.write(async (transaction) => {
    await forget(transaction, run, [...groups.keys()]);
    for (const [id, series] of groups) await insert(transaction, { id, run, series });
    for (const { finding, series } of fixed) {
      await transaction
        .updateTable('finding_series')
        .set({ fixed_by: run })
        .where('finding_id', '=', finding)
        .where('series_id', '=', series)
        .execute();
    }
  });
  return [...groups.keys()];
}

/** Removes what an earlier look at a run found and this one does not, unless somebody has said something about it. */
async function forget(
  db: Transaction<HistoryTables>,
  run: string,
  found: readonly string[],
): Promise<void> {
  await db
    .updateTable('finding_series')
    .set({ fixed_by: null })
    .where('fixed_by', '=', run)
    .execute();
  const unseen = db
    .selectFrom('findings')
    .select('id')
    .where('found_by', '=', run)
    .where('state', '=', 'new')
    .$if(found.length > 0, (query) => query.where('id', 'not in', found));
  await db.deleteFrom('finding_series').where('finding_id', 'in', unseen).execute();
  await db.deleteFrom('findings').where('id', 'in', unseen).execute();
}

const NEW = { state: 'new', note: null, author: null } as const;

/** The level of a machine that became slower is the new normal: otherwise each run would be measured in turns again. */
const REFUTED = {
  state: 'expected',
  note: 'measured in turns, the versions do not differ: the machine has changed',
  author: 'perf-trends',
} as const;

async function insert(
  db: Transaction<HistoryTables>,
  { id, run, series }: { id: string; run: string; series: readonly FoundChange[] },
): Promise<void> {
  const [first] = series;
  if (first === undefined) return;
  await db
    .insertInto('findings')
    .values({
      id,
      direction: first.direction,
      first_run: first.firstRun,
      before_run: first.beforeRun,
      found_by: run,
      ...(first.certainty === 'refuted' ? REFUTED : NEW),
      link: null,
      changed_at: new Date().toISOString(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  for (const { series_id, certainty, effect, low, high } of series) {
    await db
      .insertInto('finding_series')
      .values({ finding_id: id, series_id, certainty, effect, low, high, fixed_by: null })
      .onConflict((conflict) =>
        conflict.columns(['finding_id', 'series_id']).doUpdateSet({ certainty, effect, low, high }),
      )
      .execute();
  }
}
