import Database from 'better-sqlite3';
import { DatabaseError, type DatabaseErrorCode } from './errors.ts';

/** Meanings by primary result code; extended codes (`SQLITE_BUSY_SNAPSHOT`) begin with the primary one. */
const meanings: readonly (readonly [prefix: string, code: DatabaseErrorCode, meaning: string])[] = [
  ['SQLITE_CONSTRAINT', 'CONSTRAINT', 'The data does not allow this write'],
  ['SQLITE_BUSY', 'BUSY', 'Another connection holds the lock on the database; try again'],
  [
    'SQLITE_CANTOPEN',
    'CANNOT_OPEN',
    'The database cannot be opened; check its path and permissions',
  ],
  ['SQLITE_READONLY', 'CANNOT_OPEN', 'The database cannot be written; check its permissions'],
  ['SQLITE_NOTADB', 'CORRUPT', 'The file is not an SQLite database; choose another path'],
  ['SQLITE_CORRUPT', 'CORRUPT', 'The database is damaged; restore it from a backup'],
  ['SQLITE_FULL', 'DISK_FULL', 'The disk is full; free some space'],
  ['SQLITE_TOOBIG', 'INVALID_INPUT', 'The text is longer than SQLite can store'],
];

/** Turns anything thrown during a database operation into a DatabaseError. A DatabaseError stays as it is. */
export function toDatabaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  if (!(error instanceof Database.SqliteError)) {
    return new DatabaseError('FAILED', `The database operation failed: ${String(error)}.`, {
      cause: error,
    });
  }
  const [, code, meaning] = meanings.find(([prefix]) => error.code.startsWith(prefix)) ?? [
    '',
    'FAILED' as const,
    'SQLite refused',
  ];
  return new DatabaseError(code, `${meaning} (${error.code}: ${error.message}).`, {
    cause: error,
    sqliteCode: error.code,
  });
}
