import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { markCreated } from '../store/mark-created.ts';
import { syncFolder, unfinishedCopy } from '../store/copy-database.ts';

export interface Replacement {
  /** Path of the history; its file may be missing. */
  path: string;
  /** The complete new history, in the same folder. */
  finished: string;
  /** Folder that gets the present files. Must not exist; none is made when there is nothing to set aside. */
  aside: string;
}

/**
 * Replaces a history, one step after the other. When it is killed between two of them, the history is the old one, or is
 * refused with the command that restores a backup, or is the new one. Nothing is lost: all present files are in `aside` before
 * any is removed.
 *
 * SQLite would apply a log that stays behind to the new file, and without its log the old file lacks the newest runs. So an
 * empty file, which is refused, stands between the two.
 *
 * @param onStep Called between two steps.
 */
export function replaceHistory(
  { path, finished, aside }: Replacement,
  onStep: () => void = () => undefined,
): void {
  const present = [path, ...logsOf(path)].filter((file) => existsSync(file));
  if (present.length > 0) {
    mkdirSync(aside, { mode: 0o700 });
    for (const file of present) linkOrCopy(file, join(aside, basename(file)));
    syncFolder(aside);
    onStep();
    // It tells an emptied history from a new one.
    if (existsSync(path)) markCreated(path);
    const empty = unfinishedCopy(dirname(path));
    writeFileSync(empty, '', { flag: 'wx' });
    renameSync(empty, path);
    markCreated(path);
    onStep();
    for (const file of logsOf(path)) {
      rmSync(file, { force: true });
      onStep();
    }
  }
  renameSync(finished, path);
  markCreated(path);
  syncFolder(dirname(path));
}

/** Files of SQLite beside a database, the one that holds runs last. */
function logsOf(path: string): string[] {
  return [`${path}-shm`, `${path}-journal`, `${path}-wal`];
}

/** A link takes no space and no time; a copy does where a file system has no links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
