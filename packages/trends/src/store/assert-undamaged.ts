import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { findDamage } from './damage.ts';
import { findEarlierHistory, sizeOf } from './earlier-history.ts';
import { damaged, explain } from './explain-sqlite.ts';
import { LOCK_TIMEOUT_MS } from './lock-timeout.ts';

/** SQLite takes a file of one byte for an empty one. */
const EMPTY_BYTES = 1;

/**
 * Refuses an empty file where a history was lost: SQLite would start a new one in it, and drop the log beside it.
 *
 * @throws {TrendsError} `STORE_DAMAGED`.
 */
export function refuseLostHistory(path: string): void {
  const isMissing = !existsSync(path);
  const size = sizeOf(path);
  if (!isMissing && (size < 0 || size > EMPTY_BYTES)) return;
  const evidence = findEarlierHistory(path, { isMissing });
  if (evidence === null) return;
  const state = isMissing ? 'the file is missing' : `the file has ${size} bytes`;
  throw damaged(path, `${state}, but ${evidence} shows that it held runs`);
}

/**
 * Checks the pages of a history before anything is written. It is opened for reading only, because the last connection
 * that may write moves the log into the file when it closes.
 *
 * @param path May be missing or empty.
 * @throws {TrendsError} `STORE_DAMAGED` or `STORE_LOCKED`.
 */
export function assertUndamaged(path: string): void {
  if (sizeOf(path) <= EMPTY_BYTES) return;
  const damage = readOnly(path) ?? afterRecovery(path);
  if (damage.found !== null) throw damaged(path, damage.found);
}

interface Damage {
  found: string | null;
}

/** @returns null when only a connection that may write can read it: after a crash, or in a folder without permission. */
function readOnly(path: string): Damage | null {
  return look(path, { readonly: true }, /^SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH)/);
}

/** @returns No damage when the file cannot be opened at all: opening it again says why. */
function afterRecovery(path: string): Damage {
  const refusals = /^SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH|FULL)/;
  return look(path, { fileMustExist: true }, refusals) ?? { found: null };
}

function look(path: string, options: Database.Options, refusals: RegExp): Damage | null {
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { ...options, timeout: LOCK_TIMEOUT_MS });
    return { found: findDamage(database) };
  } catch (error) {
    if (refusals.test(String((error as NodeJS.ErrnoException).code))) return null;
    throw explain(path, error);
  } finally {
    database?.close();
  }
}
