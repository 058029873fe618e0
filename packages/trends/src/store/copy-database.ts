import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { removeUnfinished, unfinishedPath } from '@night-pilot/perf-report/process';
import Database from 'better-sqlite3';
import { TrendsError } from '../errors.ts';
import { findDamage } from './damage.ts';
import { explain } from './explain-sqlite.ts';
import { withDatabase } from './with-database.ts';

/** Name in those of unfinished files: one for all, so that the next copy removes what a killed process left. */
const UNFINISHED = 'perf-trends-copy';

/** Returns an unused path in a folder, for a file that gets its name when it is finished. */
export function unfinishedCopy(folder: string): string {
  return unfinishedPath(join(folder, UNFINISHED));
}

export interface CopyOptions {
  /** Permissions of the copy. */
  mode: number;
  /**
   * Looks at the finished copy before it gets its name. It may throw.
   *
   * @returns Whether the copy is wanted; else it is removed.
   */
  verify: (copy: Database.Database) => boolean;
}

/**
 * Copies a SQLite database with all that was committed when the copy began, while others go on writing. The copy is checked
 * for damage and on the disk before it gets its name, so that it is whole or missing.
 *
 * @param target Must not exist.
 * @returns Whether the copy was wanted.
 * @throws {TrendsError} `STORE_DAMAGED` for a damaged source, `STORE_FULL`, `STORE_LOCKED` or `STORE_UNAVAILABLE`.
 */
export async function copyDatabase(
  source: string,
  target: string,
  options: CopyOptions,
): Promise<boolean> {
  const unfinished = await copyUnfinished(source, target, options);
  if (unfinished === null) return false;
  try {
    renameSync(unfinished, target);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw explain(target, cause);
  }
  syncFolder(dirname(target));
  return true;
}

/**
 * Makes the copy beside its target, under a name that says to which process it belongs.
 *
 * @returns Its path; null when it was not wanted.
 */
export async function copyUnfinished(
  source: string,
  target: string,
  { mode, verify }: CopyOptions,
): Promise<string | null> {
  const folder = dirname(target);
  const unfinished = unfinishedCopy(folder);
  try {
    mkdirSync(folder, { recursive: true });
    await removeUnfinished(join(folder, UNFINISHED));
    writeFileSync(unfinished, '', { flag: 'wx', mode });
    // The umask may have taken bits away.
    chmodSync(unfinished, mode);
    withDatabase(source, (database) => database.prepare('vacuum into ?').run(unfinished));
    // SQLite does not wait for the disk here.
    syncFile(unfinished);
    if (!withDatabase(unfinished, (copy) => isIntact(source, copy) && verify(copy))) {
      rmSync(unfinished, { force: true });
      return null;
    }
    return unfinished;
  } catch (cause) {
    rmSync(unfinished, { force: true });
    const refusal = String((cause as NodeJS.ErrnoException).code);
    throw explain(/^SQLITE_(CORRUPT|NOTADB|BUSY|LOCKED)/.test(refusal) ? source : target, cause);
  }
}

/** @throws {TrendsError} `STORE_DAMAGED`, naming the source: the copy holds its pages. */
function isIntact(source: string, copy: Database.Database): true {
  const checked = String(copy.pragma('integrity_check(1)', { simple: true }));
  const damage = checked === 'ok' ? findDamage(copy) : checked;
  if (damage === null) return true;
  throw new TrendsError(
    'STORE_DAMAGED',
    `${source} is damaged (${damage}): it was not copied. Choose another file.`,
  );
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes the names in a folder to the disk, where the system can do that. */
export function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // Windows opens no folder.
  }
}
