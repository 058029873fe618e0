import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { DatabaseError } from '../errors.ts';

/** Longest part of a path that a message repeats, in characters. */
const LONGEST_SHOWN = 300;

/**
 * Returns the absolute path of a database file that exists or can be created.
 *
 * @throws {DatabaseError} `INVALID_INPUT` if no file can have this path, `CANNOT_OPEN` if there is something else than a file.
 *   SQLite would wait at a FIFO or report a failing disk.
 */
export function databaseFilePath(path: unknown): string {
  if (typeof path !== 'string' || path.trim() === '' || path === ':memory:') {
    throw invalidPath('the path of a database file', path, 'a store lives on disk');
  }
  if (path.includes('\0')) {
    throw invalidPath('a path without NUL', path, 'the system would read it only up to there');
  }
  if (!path.isWellFormed()) {
    throw invalidPath('a path without lone surrogates', path, 'another file would be opened');
  }
  const file = resolve(path);
  if (file !== file.trimEnd()) {
    throw invalidPath(
      'a path without white space at its end',
      path,
      'another file would be opened',
    );
  }
  const kind = kindOfEntry(file);
  if (kind !== null) {
    throw new DatabaseError(
      'CANNOT_OPEN',
      `Cannot open ${shownPath(file)}: expected a file, found ${kind}. Choose another path.`,
    );
  }
  return file;
}

/** Returns a path for a message, shortened if it is very long. */
export function shownPath(path: string): string {
  if (path.length <= LONGEST_SHOWN) return path;
  return `${path.slice(0, LONGEST_SHOWN)}… (${path.length} characters)`;
}

/** Names what is at the path if it is no file; null for a file and for nothing. */
function kindOfEntry(file: string): string | null {
  let stats: Stats | undefined;
  try {
    stats = statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENAMETOOLONG') return 'a name that is longer than the system allows';
    if (code === 'ELOOP') return 'a link that leads to itself';
    // SQLite says what is wrong with permissions.
    return null;
  }
  if (stats === undefined || stats.isFile()) return null;
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

function invalidPath(expected: string, path: unknown, reason: string): DatabaseError {
  const got = inspect(path, { depth: 0, maxStringLength: 80, breakLength: Infinity });
  return new DatabaseError('INVALID_INPUT', `Expected ${expected}, got ${got}: ${reason}.`);
}
