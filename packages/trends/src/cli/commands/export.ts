import { join } from 'node:path';
import { siteDataOf } from '../../export/site-data.ts';
import { writeSite } from '../../export/write-site.ts';
import { withStore } from '../with-store.ts';
import { currentWorkspace } from '../workspace.ts';

/** `perf-trends export`: writes the pages of the history. */
export async function exportSite(options: { store?: string }): Promise<void> {
  const folder = join(currentWorkspace(), 'reports', 'site');
  await writeSite(folder, await withStore(options.store, siteDataOf, { mustExist: true }));
  process.stdout.write(`${join(folder, 'index.html')}\n`);
}
