import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { DatabaseError } from '../errors.ts';
import { shownPath } from './database-path.ts';
import { cannotOpen } from './prepared-or-closed.ts';
import { restoreHint } from './restore-hint.ts';

/** Largest file that is checked whole, in bytes: that takes about 5 ms. */
const FULL_CHECK_BYTES = 4 * 2 ** 20;
/** Number of newest rows of each table that are read in a larger file. */
const NEWEST_ROWS = 100;
/** Tables with rows of callers; they are missing in a file of another program. */
const TABLES = ['prompts', 'schedules', 'execution_results'];
/** Refusals of a connection that may not write: after a crash, only one that may can read the log. */
const NEEDS_WRITING = /^SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH)/;

/**
 * Checks an existing file for damage before anything is written: up to 4 MB whole, of a larger one the schema and the
 * newest rows. The connection may only read, because the last one that may write moves the log into the file.
 *
 * @throws {DatabaseError} `CORRUPT`, with the way to restore a backup.
 */
export function assertUndamaged(file: string, busyTimeoutMs: number): void {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes === 0) return;
  const found =
    look(file, { readonly: true, timeout: busyTimeoutMs }, bytes) ??
    look(file, { fileMustExist: true, timeout: busyTimeoutMs }, bytes);
  if (found === null || found.damage === null) return;
  throw new DatabaseError(
    'CORRUPT',
    `${shownPath(file)} is damaged (${found.damage}); it was not changed. ${restoreHint(file)}`,
  );
}

/** @returns null when such a connection cannot read the file. Opening it again says why. */
function look(
  file: string,
  options: Database.Options,
  bytes: number,
): { damage: string | null } | null {
  let connection: Database.Database | null = null;
  try {
    connection = new Database(file, options);
    return { damage: findDamage(connection, bytes) };
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : 'SQLITE_CANTOPEN';
    if (code.startsWith('SQLITE_CORRUPT')) return { damage: (error as Error).message };
    if (NEEDS_WRITING.test(code)) return null;
    throw cannotOpen(file, error);
  } finally {
    connection?.close();
  }
}

function findDamage(connection: Database.Database, bytes: number): string | null {
  if (bytes <= FULL_CHECK_BYTES) return quickCheck(connection, '1');
  const damagedSchema = quickCheck(connection, 'sqlite_schema');
  if (damagedSchema !== null) return damagedSchema;
  const names = connection.prepare<[], string>(`SELECT name FROM sqlite_schema`).pluck().all();
  for (const table of TABLES.filter((name) => names.includes(name))) {
    connection.prepare(`SELECT * FROM ${table} ORDER BY rowid DESC LIMIT ${NEWEST_ROWS}`).all();
  }
  return null;
}

/** @param what A table, or the number of findings after which the check of all tables ends. */
function quickCheck(connection: Database.Database, what: string): string | null {
  const finding = String(connection.pragma(`quick_check(${what})`, { simple: true }));
  if (finding === 'ok') return null;
  return finding
    .replace(/^\*+ in database main \*+/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
