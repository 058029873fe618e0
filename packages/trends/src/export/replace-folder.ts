import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Returns an unused path beside another one. */
export function nameBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
}

/**
 * Replaces a folder with a finished one. When that fails, the old folder is restored.
 *
 * @param folder May be missing.
 */
export async function replaceFolder(folder: string, finished: string): Promise<void> {
  const outdated = nameBeside(folder);
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
