/**
 * - `INVALID_INPUT`: a value that the method does not take; nothing was written
 * - `CONSTRAINT`: the data does not allow it, such as a schedule on a prompt that is not there; nothing was written
 * - `BUSY`: another connection held the lock for longer than the time-out; nothing was written, try again
 * - `CANNOT_OPEN`: the file or its folder is missing, may not be read or written, or belongs to another program
 * - `NEWER_SCHEMA`: a newer version of this package wrote the file
 * - `CORRUPT`: the file is damaged or no SQLite database
 * - `DISK_FULL`: no space is left; nothing was written
 * - `CLOSED`: the store was closed before the call
 * - `QUEUE_FULL`: as many writes wait as the store takes; nothing was written, await some and try again
 * - `CANCELLED`: the signal of the call was aborted before the store began with it; nothing was written
 * - `OUTCOME_UNKNOWN`: the commit was cut short: the write is on disk wholly or not at all; look before repeating it
 * - `FAILED`: any other refusal of SQLite, named in the message; nothing was written
 */
export type DatabaseErrorCode =
  | 'INVALID_INPUT'
  | 'CONSTRAINT'
  | 'BUSY'
  | 'CANNOT_OPEN'
  | 'NEWER_SCHEMA'
  | 'CORRUPT'
  | 'DISK_FULL'
  | 'CLOSED'
  | 'QUEUE_FULL'
  | 'CANCELLED'
  | 'OUTCOME_UNKNOWN'
  | 'FAILED';

/** Everything that opening a store and the methods of a PromptStore reject with. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
