import { lstatSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TrendsError } from '../errors.ts';
import { explain } from './explain-sqlite.ts';

/** A history that ends with its process. */
export const IN_MEMORY = ':memory:';
/** Limit of the links that Linux follows, too. */
const MAX_LINKS = 40;

/**
 * Returns the file of a history: an absolute path behind its symbolic links, because SQLite keeps the log beside that
 * file. One letter before a colon is a Windows drive, not a scheme.
 *
 * @param url A file path, with or without `sqlite:` before it, or `:memory:`.
 * @throws {TrendsError} `STORE_UNSUPPORTED` if no history can have this path, `STORE_UNAVAILABLE` if there is something
 *   else than a file.
 */
export function historyPath(url: string): string {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(url) ?? [];
  if (scheme !== undefined && scheme.toLowerCase() !== 'sqlite') {
    throw unsupported(`a ${scheme}: URL, which this version does not open`);
  }
  const path = scheme === undefined ? url : rest.replace(/^\/\/(?=\/)/, '');
  if (path === IN_MEMORY) return path;
  if (path === '') throw unsupported(JSON.stringify(url));
  // better-sqlite3 drops white space there: another file would be opened.
  if (path !== path.trimEnd())
    throw unsupported(`${JSON.stringify(path)}, which ends in white space`);
  return assertFile(followLinks(resolve(path)));
}

function unsupported(got: string): TrendsError {
  return new TrendsError(
    'STORE_UNSUPPORTED',
    `Expected a history as a file path, sqlite:PATH or postgres://…, got ${got}.`,
  );
}

function followLinks(path: string): string {
  let at = path;
  for (let links = 0; links < MAX_LINKS; links += 1) {
    if (!entryAt(at, lstatSync)?.isSymbolicLink()) return at;
    at = resolve(dirname(at), readlinkSync(at));
  }
  throw unavailable(path, 'a link that leads to itself');
}

/** SQLite would leave a journal beside a device, and wait at a named pipe. */
function assertFile(path: string): string {
  const entry = entryAt(path, statSync);
  if (entry === undefined || entry.isFile()) return path;
  throw unavailable(path, entry.isDirectory() ? 'a folder' : 'a device or a pipe');
}

function entryAt(path: string, stat: typeof statSync): Stats | undefined {
  try {
    return stat(path, { throwIfNoEntry: false });
  } catch (error) {
    throw explain(path, error);
  }
}

function unavailable(path: string, found: string): TrendsError {
  return new TrendsError(
    'STORE_UNAVAILABLE',
    `Expected the file of a history at ${path}, found ${found}: choose another path.`,
  );
}
