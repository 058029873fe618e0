import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isOfEndedProcess } from './owner-mark.ts';

/**
 * Removes the files and folders that processes left behind which were killed. Never fails: what cannot be removed stays.
 *
 * @param isOurs tells by the name whether an entry is of the kind to remove; only those with the mark of an ended process are
 * @param beforeRemoval called with the path of each
 */
export function removeLeftovers(
  folder: string,
  isOurs: (name: string) => boolean,
  beforeRemoval: (path: string) => void = () => undefined,
): void {
  for (const name of namesIn(folder)) {
    if (!isOurs(name) || !isOfEndedProcess(name)) continue;
    const path = join(folder, name);
    // Another process may remove it at the same time, or it belongs to another user.
    ignoreFailure(() => beforeRemoval(path));
    ignoreFailure(() => rmSync(path, { recursive: true, force: true }));
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ignoreFailure(run: () => void): void {
  try {
    run();
  } catch {
    // What cannot be done now is tried again at the next start.
  }
}
