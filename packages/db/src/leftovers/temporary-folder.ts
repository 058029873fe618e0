import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownerMark } from './owner-mark.ts';
import { removeLeftovers } from './remove-leftovers.ts';

const swept = new Set<string>();

/**
 * Makes a folder for temporary files: `<prefix><mark of this process>-<random>`. The caller removes it. The first call with a prefix
 * removes the folders that ended processes left behind.
 *
 * @param prefix such as `night-pilot-db-`
 * @param beforeRemoval called with the path of each left folder
 */
export function temporaryFolder(prefix: string, beforeRemoval?: (path: string) => void): string {
  if (!swept.has(prefix)) {
    swept.add(prefix);
    removeLeftovers(tmpdir(), (name) => name.startsWith(prefix), beforeRemoval);
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${ownerMark()}-`));
}
