/**
 * Reasons why opening a store or one of its methods fails.
 *
 * - `INVALID_INPUT`: the method does not accept a value; nothing was written
 * - `CONSTRAINT`: the stored data forbids the write, such as a schedule on a prompt that does not exist; nothing was written
 * - `BUSY`: another connection held the lock for longer than the time-out; nothing was written, try again
 * - `CANNOT_OPEN`: the file or its folder is missing, cannot be read or written, or belongs to another program
 * - `NEWER_SCHEMA`: a newer version of this package wrote the file
 * - `CORRUPT`: the file is damaged or not an SQLite database
 * - `FILE_LOST`: the file or its write-ahead log was deleted or replaced while the store had it open; nothing is read or written
 *   any more. A write that fails with it may be in the lost file
 * - `DISK_FULL`: no space is left; nothing was written
 * - `CLOSED`: the store was closed before the call
 * - `QUEUE_FULL`: the queue of writes is full; nothing was written, await some writes and try again
 * - `CANCELLED`: the call's signal was aborted before the store started the call; nothing was written
 * - `OUTCOME_UNKNOWN`: the commit was interrupted: the write is on disk completely or not at all; check before repeating it
 * - `FAILED`: SQLite refused for another reason, which the message gives; nothing was written
 */
export type DatabaseErrorCode =
  | 'INVALID_INPUT'
  | 'CONSTRAINT'
  | 'BUSY'
  | 'CANNOT_OPEN'
  | 'NEWER_SCHEMA'
  | 'CORRUPT'
  | 'FILE_LOST'
  | 'DISK_FULL'
  | 'CLOSED'
  | 'QUEUE_FULL'
  | 'CANCELLED'
  | 'OUTCOME_UNKNOWN'
  | 'FAILED';

interface DatabaseErrorOptions extends ErrorOptions {
  readonly sqliteCode?: string | undefined;
}

/** Error of opening a store and of every method of PromptStore. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  /** SQLite's extended result code, such as `SQLITE_IOERR_WRITE`; undefined if SQLite reported none. */
  readonly sqliteCode: string | undefined;

  constructor(code: DatabaseErrorCode, message: string, options: DatabaseErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.sqliteCode = options.sqliteCode;
  }
}
