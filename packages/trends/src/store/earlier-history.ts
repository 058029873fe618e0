import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** First bytes of every SQLite database. */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
/** First bytes of a rollback journal that is in use. */
const JOURNAL_MAGIC = Buffer.from('d9d505f920a163d7', 'hex');
/** Offset in a rollback journal of the number of pages that the database had. */
const JOURNAL_PAGES_OFFSET = 16;

/** Returns the path of the file that says that a history was created here. */
export function markerOf(path: string): string {
  return `${path}.created`;
}

/**
 * Finds what says that there was a history in an empty or missing file: then it is not a new one.
 *
 * @param path Path of the history.
 * @param isMissing The file does not exist. Removing a history is how a new one is started, so that only unsaved changes count.
 * @returns The path that says so, or null.
 */
export function findEarlierHistory(path: string, { isMissing = false } = {}): string | null {
  const log = `${path}-wal`;
  if (sizeOf(log) > 0) return log;
  const journal = `${path}-journal`;
  if (hadPages(journal)) return journal;
  if (isMissing) return null;
  const marker = markerOf(path);
  if (sizeOf(marker) >= 0) return marker;
  return findBackup(path) ?? findJudgedRun(path);
}

/** Finds a copy of a history beside it: a database whose name begins as that of the history does. */
export function findBackup(path: string): string | null {
  const folder = dirname(path);
  const name = basename(path);
  const stem = basename(name, extname(name));
  const newestFirst = namesIn(folder)
    .filter((other) => other !== name && other.startsWith(stem))
    .map((other) => join(folder, other))
    .filter((other) => firstBytes(other, MAGIC.length).equals(MAGIC))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return newestFirst[0] ?? null;
}

/** Finds the verdicts of a run in a folder beside the history. They are written only when the history holds the run. */
function findJudgedRun(path: string): string | null {
  const folder = dirname(path);
  const verdicts = namesIn(folder).map((name) => join(folder, name, 'verdicts.json'));
  return verdicts.find((file) => sizeOf(file) >= 0) ?? null;
}

function hadPages(journal: string): boolean {
  const header = firstBytes(journal, JOURNAL_PAGES_OFFSET + 4);
  return (
    header.length === JOURNAL_PAGES_OFFSET + 4 &&
    header.subarray(0, JOURNAL_MAGIC.length).equals(JOURNAL_MAGIC) &&
    header.readUInt32BE(JOURNAL_PAGES_OFFSET) > 0
  );
}

/** Returns the size of a file in bytes; -1 when there is none, or none that can be read. */
export function sizeOf(path: string): number {
  try {
    const found = statSync(path);
    return found.isFile() ? found.size : -1;
  } catch {
    // A missing file, a link that leads to itself, a folder without permission.
    return -1;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function firstBytes(path: string, length: number): Buffer {
  if (sizeOf(path) < length) return Buffer.alloc(0);
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
  } catch {
    return Buffer.alloc(0);
  } finally {
    if (file !== null) closeSync(file);
  }
}
