import type { Database } from 'better-sqlite3';
import { DatabaseError } from '../errors.ts';
import { shownPath } from './database-path.ts';
import { toDatabaseError } from '../sqlite-error.ts';

/**
 * Runs `prepare` on a connection that was just opened and returns its result. Closes the connection if it fails.
 *
 * @throws {DatabaseError} whose message names the file
 */
export function preparedOrClosed<Prepared>(
  connection: Database,
  prepare: () => Prepared,
): Prepared {
  try {
    return prepare();
  } catch (error) {
    connection.close();
    throw cannotOpen(connection.name, error);
  }
}

/** Makes an error that keeps the code of its cause and names the file. */
export function cannotOpen(file: string, cause: unknown): DatabaseError {
  const { code, message, sqliteCode } = toDatabaseError(cause);
  return new DatabaseError(code, `Cannot open ${shownPath(file)}: ${message}`, {
    cause,
    sqliteCode,
  });
}
