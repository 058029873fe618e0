import { printError } from '@night-pilot/perf-report/text';
import { join } from 'node:path';
import { siteDataOf } from '../../export/site-data.ts';
import { printable } from '../../show/printable.ts';
import { writeSite } from '../../export/write-site.ts';
import { withStore } from './with-store.ts';
import { currentWorkspace } from './workspace.ts';

/** `perf-trends export`: writes the pages of a history. */
export async function exportSite(options: { store?: string }): Promise<void> {
  const folder = join(currentWorkspace(), 'reports', 'site');
  const data = await withStore(options.store, siteDataOf, { mustExist: true });
  await writeSite(folder, data);
  process.stdout.write(`${printable(join(folder, 'index.html'))}\n`);
  const newest = data.runs.at(-1)?.id ?? '';
  const present = data.series.filter(({ points }) => points.at(-1)?.run === newest);
  if (present.length > 0 && present.every(({ verdict }) => verdict === null)) {
    printError(
      `Run ${newest} has not been judged yet: type "perf-trends check", then export again.\n`,
    );
  }
}
