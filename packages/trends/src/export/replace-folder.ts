import { rename, rm } from 'node:fs/promises';
import { unfinishedPath } from '@night-pilot/perf-report/process';

/**
 * Replaces a folder with a finished one. When that fails, the old folder is restored.
 *
 * @param folder May be missing.
 */
export async function replaceFolder(folder: string, finished: string): Promise<void> {
  const outdated = unfinishedPath(folder);
  await rename(folder, outdated).catch(ignoreMissing);
  try {
    await rename(finished, folder);
  } catch (error) {
    await rename(outdated, folder).catch(ignoreMissing);
    throw error;
  }
  await rm(outdated, { recursive: true, force: true }).catch(() => undefined);
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
