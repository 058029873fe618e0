import Database from 'better-sqlite3';
import { LOCK_TIMEOUT_MS } from './lock-timeout.ts';

/** Errors of a connection for reading only, where one that may write can read: after a crash. */
const NEEDS_RECOVERY = /^SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH)/;

/**
 * Opens an existing SQLite file for reading, and closes it after `work`.
 *
 * @param work May run twice: the log of a crashed process needs a connection that may write.
 * @throws Errors of SQLite, and those of `work`.
 */
export function withDatabase<T>(path: string, work: (database: Database.Database) => T): T {
  try {
    return opened(path, { readonly: true }, work);
  } catch (error) {
    if (!NEEDS_RECOVERY.test(String((error as NodeJS.ErrnoException).code))) throw error;
    return opened(path, { fileMustExist: true }, work);
  }
}

function opened<T>(
  path: string,
  options: Database.Options,
  work: (database: Database.Database) => T,
): T {
  const database = new Database(path, { ...options, timeout: LOCK_TIMEOUT_MS });
  try {
    return work(database);
  } finally {
    database.close();
  }
}
