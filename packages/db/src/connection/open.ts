import Database from 'better-sqlite3';
import { DatabaseError } from '../errors.ts';
import { assertUndamaged } from './assert-undamaged.ts';
import { databaseFilePath } from './database-path.ts';
import { type FileIdentity, requireIdentity } from './file-identity.ts';
import { migrate } from './migrate.ts';
import { cannotOpen, preparedOrClosed } from './prepared-or-closed.ts';
import { retryWhileBusy } from './retry-while-busy.ts';

export interface ReaderSettings {
  /** Longest wait of a statement for the lock of another connection, in ms. */
  readonly busyTimeoutMs: number;
  /** Size of the page cache, in bytes. @default SQLite's own, 16 MB */
  readonly cacheBytes?: number;
  /** Part of the file that is mapped into memory, in bytes. @default 0 */
  readonly mmapBytes?: number;
  /** Identity that the file must have: that of the first connection of the store. @default any file, or a new one */
  readonly identity?: FileIdentity;
}

export interface ConnectionSettings extends ReaderSettings {
  /** Whether to switch the file to the write-ahead log, in which reads go on while another connection writes. */
  readonly wal: boolean;
  /** Length of the write-ahead log, in pages, from which a commit moves it into the file; 0 never does. @default 1000 */
  readonly autoCheckpointPages?: number;
}

const SYNCHRONOUS_FULL = 2;

/**
 * Opens a database file, creates a missing one and brings it to the newest schema. A damaged file is refused before
 * anything is written.
 * Every commit of the connection is on disk when it returns: `synchronous=FULL` is set and read back.
 *
 * @throws {DatabaseError} `INVALID_INPUT`, `CANNOT_OPEN`, `CORRUPT`, `NEWER_SCHEMA`, `BUSY`, `FILE_LOST`, `FAILED`
 */
export function openConnection(path: string, settings: ConnectionSettings): Database.Database {
  const file = databaseFilePath(path);
  // Further connections open a file that the first one of the store has checked.
  if (settings.identity === undefined) assertUndamaged(file, settings.busyTimeoutMs);
  const connection = openFile(file, settings);
  return preparedOrClosed(connection, () => {
    // better-sqlite3 uses NORMAL in WAL mode by default, so a power cut could undo commits.
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    // Comes before any other change, so that a refused file stays unchanged.
    migrate(connection);
    if (settings.wal) switchToWal(connection, settings.busyTimeoutMs);
    setSizes(connection, settings);
    if (settings.autoCheckpointPages !== undefined) {
      connection.pragma(`wal_autocheckpoint = ${settings.autoCheckpointPages}`);
    }
    requireSetting(connection, 'synchronous', SYNCHRONOUS_FULL);
    requireSetting(connection, 'foreign_keys', 1);
    if (settings.wal) requireSetting(connection, 'journal_mode', 'wal');
    return connection;
  });
}

/**
 * Opens a second connection, for reading only, to a file that {@link openConnection} has already opened.
 *
 * @throws {DatabaseError} `CANNOT_OPEN`, `CORRUPT`, `BUSY`, `FILE_LOST`, `FAILED`
 */
export function openReader(path: string, settings: ReaderSettings): Database.Database {
  const connection = openFile(path, settings);
  return preparedOrClosed(connection, () => {
    connection.pragma('query_only = ON');
    setSizes(connection, settings);
    return connection;
  });
}

function setSizes(connection: Database.Database, { cacheBytes, mmapBytes }: ReaderSettings): void {
  // SQLite reads a negative number as KiB and a positive one as pages.
  if (cacheBytes !== undefined) connection.pragma(`cache_size = ${-Math.ceil(cacheBytes / 1024)}`);
  if (mmapBytes !== undefined) connection.pragma(`mmap_size = ${mmapBytes}`);
}

function openFile(file: string, { busyTimeoutMs, identity }: ReaderSettings): Database.Database {
  if (identity !== undefined) requireIdentity(file, identity);
  try {
    return new Database(file, { timeout: busyTimeoutMs, fileMustExist: identity !== undefined });
  } catch (error) {
    // better-sqlite3 throws a plain TypeError if the folder is missing.
    throw error instanceof TypeError
      ? new DatabaseError('CANNOT_OPEN', `Cannot open ${file}: ${error.message}.`, { cause: error })
      : cannotOpen(file, error);
  }
}

/** Retries, because SQLite does not wait for the lock here and two processes may open a new file at once. */
function switchToWal(connection: Database.Database, patienceMs: number): void {
  retryWhileBusy(() => connection.pragma('journal_mode = WAL'), patienceMs);
}

function requireSetting(
  connection: Database.Database,
  name: string,
  expected: number | string,
): void {
  const actual = connection.pragma(name, { simple: true });
  if (actual !== expected) {
    throw new DatabaseError(
      'FAILED',
      `Expected SQLite to accept ${name} = ${expected}, but it stays at ${String(actual)}: this store needs it.`,
    );
  }
}
