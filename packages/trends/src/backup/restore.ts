import { existsSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { TrendsError } from '../errors.ts';
import { assertUndamaged } from '../store/assert-undamaged.ts';
import { stampOf } from '../store/beside-history.ts';
import { copyUnfinished } from '../store/copy-database.ts';
import { sizeOf } from '../store/earlier-history.ts';
import { explain } from '../store/explain-sqlite.ts';
import { LOCK_TIMEOUT_MS } from '../store/lock-timeout.ts';
import { assertHistory } from './assert-history.ts';
import { historyFile } from './history-file.ts';
import { replaceHistory } from './replace-history.ts';

const PERMISSIONS = 0o777;

export interface Restored {
  /** Path of the history. */
  path: string;
  /** Folder of the files that it had before; null when there were none. */
  aside: string | null;
}

/**
 * Makes a backup the history. The backup stays, and the files of the present history, damaged or not, are set aside in a
 * folder beside it. It can be killed at any moment: see `replaceHistory`.
 *
 * @param url Path of the history, with or without `sqlite:` before it.
 * @param file The backup: any history of this or an older version.
 * @throws {TrendsError} `STORE_UNAVAILABLE` for a missing backup, `STORE_DAMAGED`, `STORE_FOREIGN` or `STORE_NEWER` for one that
 *   cannot be used, `STORE_LOCKED` while another process writes to the history. Nothing has changed then.
 */
export async function restore(url: string, file: string): Promise<Restored> {
  const path = historyFile(url);
  const backup = resolve(file);
  assertBackup(backup, path);
  const mode = statSync(existsSync(path) ? path : backup).mode & PERMISSIONS;
  const finished = await copyUnfinished(backup, path, {
    mode,
    verify: (copy) => assertHistory(backup, copy),
  });
  if (finished === null) throw new Error('A checked copy was not wanted.');
  try {
    const aside = freeFolder(`${path}.before-restore-${stampOf(new Date())}`);
    const release = holdWrites(path);
    try {
      replaceHistory({ path, finished, aside });
    } finally {
      release();
    }
    return { path, aside: existsSync(aside) ? aside : null };
  } catch (error) {
    rmSync(finished, { force: true });
    throw explain(path, error);
  }
}

function assertBackup(backup: string, path: string): void {
  const found = statSync(backup, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) {
    throw new TrendsError(
      'STORE_UNAVAILABLE',
      `Expected a backup at ${backup}, found ${found === undefined ? 'no file' : 'no regular file'}: nothing was changed.`,
    );
  }
  const present = statSync(path, { throwIfNoEntry: false });
  if (present === undefined || present.ino !== found.ino || present.dev !== found.dev) return;
  throw new TrendsError(
    'OPTIONS_WRONG',
    `Expected a backup, got the history ${path} itself: nothing was changed.`,
  );
}

/**
 * Keeps other processes from writing to a history that is not damaged.
 *
 * @returns A function that lets them go on.
 * @throws {TrendsError} `STORE_LOCKED` when one has been writing for longer than the time-out, `STORE_FOREIGN` for a database with other
 *   tables.
 */
function holdWrites(path: string): () => void {
  // Opening an empty file would drop the log beside it, and closing a damaged one would move the log into it.
  if (sizeOf(path) <= 1 || isDamaged(path)) return () => undefined;
  const database = new Database(path, { timeout: LOCK_TIMEOUT_MS, fileMustExist: true });
  try {
    refuseForeign(path, database);
    database.exec('begin immediate');
  } catch (error) {
    database.close();
    throw explain(path, error);
  }
  return () => database.close();
}

function isDamaged(path: string): boolean {
  try {
    assertUndamaged(path);
    return false;
  } catch (error) {
    if (error instanceof TrendsError && error.code === 'STORE_DAMAGED') return true;
    throw error;
  }
}

/** A history of a newer version may be replaced. */
function refuseForeign(path: string, database: Database.Database): void {
  try {
    assertHistory(path, database);
  } catch (error) {
    if (!(error instanceof TrendsError) || error.code !== 'STORE_NEWER') throw error;
  }
}

function freeFolder(wanted: string): string {
  let free = wanted;
  for (let number = 2; existsSync(free); number += 1) free = `${wanted}-${number}`;
  return free;
}
