import { writeTimings } from '@night-pilot/perf-report';
import { printError } from '@night-pilot/perf-report/text';
import { join } from 'node:path';
import { siteDataOf } from '../../export/site-data.ts';
import { timingsOf } from '../../export/timings.ts';
import { printable } from '../../show/printable.ts';
import { writeSite } from '../../export/write-site.ts';
import { withStore } from './with-store.ts';
import { currentWorkspace } from './workspace.ts';

export interface ExportCommandOptions {
  store?: string;
  /** File of the expected durations of the tests. @default reports/timings.json in the workspace */
  timings?: string;
}

/** `perf-trends export`: writes the pages of a history, and the expected durations of its tests when it has any. */
export async function exportSite(options: ExportCommandOptions): Promise<void> {
  const reports = join(currentWorkspace(), 'reports');
  const folder = join(reports, 'site');
  const { data, timings } = await withStore(
    options.store,
    async (store) => ({
      data: await siteDataOf(store),
      // A report of an earlier run that cannot be read costs no pages.
      timings: await timingsOf(store).catch((error: unknown) => error as Error),
    }),
    { mustExist: true },
  );
  await writeSite(folder, data);
  process.stdout.write(`${printable(join(folder, 'index.html'))}\n`);
  if (timings instanceof Error) throw timings;
  if (timings.tests.length > 0) {
    const file = options.timings ?? join(reports, 'timings.json');
    await writeTimings(file, timings);
    process.stdout.write(`${printable(file)}\n`);
  } else if (options.timings !== undefined) {
    printError('No test has passed in the newest runs: there are no timings to write.\n');
  }
  const newest = data.runs.at(-1)?.id ?? '';
  const present = data.series.filter(({ points }) => points.at(-1)?.run === newest);
  if (present.length > 0 && present.every(({ verdict }) => verdict === null)) {
    printError(
      `Run ${newest} has not been judged yet: type "perf-trends check", then export again.\n`,
    );
  }
}
