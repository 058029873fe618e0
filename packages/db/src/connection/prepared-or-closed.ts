import type { Database } from 'better-sqlite3';
import { DatabaseError } from '../errors.ts';
import { toDatabaseError } from '../sqlite-error.ts';

/**
 * What `prepare` makes of a connection that was just opened. Where it fails, the connection is closed.
 *
 * @throws {DatabaseError} that names the file
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

/** The error with its own code, saying which file could not be opened. */
export function cannotOpen(file: string, cause: unknown): DatabaseError {
  const { code, message } = toDatabaseError(cause);
  return new DatabaseError(code, `Cannot open ${file}: ${message}`, { cause });
}
