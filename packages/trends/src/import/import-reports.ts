import type { PerfReport } from '@night-pilot/perf-report';
import { ingest } from '../store/ingest.ts';
import type { Store } from '../store/open-store.ts';

/** Result of an import. */
export interface Imported {
  /** Number of runs that were added. */
  added: number;
  /** Number of runs that the history held already. */
  known: number;
  /** Number of points that were added to series. */
  points: number;
  /** Notes for a reader, one sentence each. */
  notes: string[];
}

/**
 * Adds runs of the past to a history, each in one transaction. A run whose id is stored stays as it is: the id of an imported run
 * depends on its content.
 *
 * @throws {ReportError} and {TrendsError} like `ingest`.
 */
export async function importReports(
  store: Store,
  reports: readonly PerfReport[],
): Promise<Imported> {
  const result: Imported = { added: 0, known: 0, points: 0, notes: [] };
  for (const report of reports) {
    if (await isStored(store, report.run.id)) {
      result.known += 1;
      continue;
    }
    const { run, state, points, notes } = await ingest(store, report);
    result[state] += 1;
    result.points += points;
    result.notes.push(...notes.map((note) => `${run}: ${note}`));
  }
  return result;
}

async function isStored(store: Store, run: string): Promise<boolean> {
  const found = await store.db
    .selectFrom('runs')
    .select('id')
    .where('id', '=', run)
    .executeTakeFirst();
  return found !== undefined;
}
