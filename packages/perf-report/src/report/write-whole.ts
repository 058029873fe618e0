import { chmod, lstat, mkdir, readlink, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { removeUnfinished, unfinishedPath } from '../process/owned-paths.ts';
import { ReportError } from './errors.ts';

/** Limit of the links that Linux follows, too. */
const MAX_LINKS = 40;
const PERMISSIONS = 0o777;
/** An open file of this process, such as standard output. Its link may lead to `pipe:[1]`, which is no path. */
const DESCRIPTOR = /^\/(proc|dev\/fd)\//;

/**
 * Writes a text atomically: the file is complete or missing. A symbolic link stays, and its target is written. A file
 * that is replaced keeps its permissions. A device or a named pipe cannot be replaced: the text goes into it.
 *
 * @throws {ReportError} `REPORT_UNWRITABLE` when the folder cannot be written.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const target = await followLinks(path);
    const existing = await stat(target).catch(ignoreMissing);
    const isReplaceable = existing === null || existing.isFile();
    if (!isReplaceable || DESCRIPTOR.test(target)) await writeFile(target, text);
    else await replace(target, text, existing === null ? null : existing.mode & PERMISSIONS);
  } catch (cause) {
    throw new ReportError(
      'REPORT_UNWRITABLE',
      `${path} cannot be written: ${(cause as Error).message}. Check the folder's permissions and free space.`,
      { cause },
    );
  }
}

/** @param mode Permissions of the file; null: those of a new one. */
async function replace(path: string, text: string, mode: number | null): Promise<void> {
  const unfinished = unfinishedPath(path);
  try {
    await removeUnfinished(path);
    await writeFile(unfinished, text, { flag: 'wx', ...(mode !== null && { mode }) });
    // The umask may have taken bits away.
    if (mode !== null) await chmod(unfinished, mode);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Returns what a path stands for, which may be missing. `realpath` refuses a link to a missing file. */
async function followLinks(path: string): Promise<string> {
  let at = resolve(path);
  for (let links = 0; links < MAX_LINKS; links += 1) {
    const found = await lstat(at).catch(ignoreMissing);
    if (!found?.isSymbolicLink() || DESCRIPTOR.test(at)) return at;
    at = resolve(dirname(at), await readlink(at));
  }
  throw new Error('its symbolic links lead in a circle');
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
