import { printError } from '@night-pilot/perf-report/text';
import { readReport } from '@night-pilot/perf-report';
import { printable } from '../../show/printable.ts';
import { ingest } from '../../store/ingest.ts';
import { withStore } from './with-store.ts';

/** `perf-trends ingest`: reads all files, then stores them. */
export async function ingestFiles(
  files: readonly string[],
  options: { store?: string },
): Promise<void> {
  const say = (run: string, note: string) => printError(`${run}: ${note}\n`);
  const reports = await Promise.all(
    files.map((file) => readReport(file, { onNote: (note) => say(file, note) })),
  );
  await withStore(options.store, async (store) => {
    for (const report of reports) {
      const { run, state, points, notes } = await ingest(store, report);
      process.stdout.write(
        state === 'known'
          ? `${printable(run)}: already stored\n`
          : `${printable(run)}: ${points} ${points === 1 ? 'point' : 'points'} added\n`,
      );
      for (const note of notes) say(run, note);
    }
  });
}
