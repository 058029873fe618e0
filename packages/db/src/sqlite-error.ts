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
  ['SQLITE_READONLY_DBMOVED', 'FILE_LOST', 'The file was deleted or replaced while it was open'],
  ['SQLITE_READONLY', 'CANNOT_OPEN', 'The database cannot be written; check its permissions'],
  ['SQLITE_NOTADB', 'CORRUPT', 'The file is not an SQLite database; choose another path'],
  ['SQLITE_CORRUPT', 'CORRUPT', 'The database is damaged; restore it from a backup'],
  // The shared index of the write-ahead log cannot grow.
  ['SQLITE_IOERR_SHMSIZE', 'DISK_FULL', 'The disk is full; free some space'],
  ['SQLITE_FULL', 'DISK_FULL', 'The disk is full; free some space'],
  ['SQLITE_TOOBIG', 'INVALID_INPUT', 'The text is longer than SQLite can store'],
];

/** Meanings of the errors of the file system, which copies and looks at files meet. */
const systemMeanings: Readonly<Record<string, readonly [DatabaseErrorCode, string]>> = {
  ENOSPC: ['DISK_FULL', 'The disk is full; free some space'],
  EDQUOT: ['DISK_FULL', 'The quota of this user is used up; free some space'],
  EACCES: ['CANNOT_OPEN', 'This user may not use the file; check its permissions'],
  EPERM: ['CANNOT_OPEN', 'This user may not use the file; check its permissions'],
  EROFS: ['CANNOT_OPEN', 'The file system is read-only'],
  ENOENT: ['CANNOT_OPEN', 'The folder does not exist; create it'],
  ENOTDIR: ['CANNOT_OPEN', 'A part of the path is not a folder; choose another path'],
  EISDIR: ['CANNOT_OPEN', 'There is a folder at this path; choose another path'],
  ENAMETOOLONG: ['CANNOT_OPEN', 'The name is longer than the system allows; choose another one'],
};

/** Turns anything thrown during a database operation into a DatabaseError. A DatabaseError stays as it is. */
export function toDatabaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  if (!(error instanceof Database.SqliteError)) {
    const { code: systemCode = '', message } = error as NodeJS.ErrnoException;
    const known = systemMeanings[systemCode];
    if (known !== undefined) {
      return new DatabaseError(known[0], `${known[1]} (${message}).`, { cause: error });
    }
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
