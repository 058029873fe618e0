import { type BigIntStats, statSync } from 'node:fs';
import { DatabaseError } from '../errors.ts';

/** Device and inode of a file, which stay the same as long as the file exists, even if it is renamed. Null: there is no file. */
export type FileIdentity = string | null;

export function identityOf(path: string): FileIdentity {
  const stats: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

/** Requires that a path still names the file that it named before. @throws {DatabaseError} `FILE_LOST` */
export function requireIdentity(path: string, expected: FileIdentity): void {
  const found = identityOf(path);
  if (found !== expected) throw fileLost(path, found);
}

/** Makes the error for a file that was deleted or replaced while a store had it open. */
export function fileLost(path: string, found: FileIdentity): DatabaseError {
  const what = found === null ? 'was deleted or moved away' : 'was replaced by another file';
  return new DatabaseError(
    'FILE_LOST',
    `${path} ${what} while it was open: nothing more is read or written. ` +
      'Writes since then are not in it. Put the file back or restore a backup, then open it again.',
  );
}
