import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** First bytes of every SQLite database. */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/**
 * Says how to restore a damaged database: the commands that set its files aside and put a backup in their place. SQLite
 * would apply a log that stays behind to any file of that name.
 */
export function restoreHint(file: string): string {
  const files = ['', '-wal', '-shm', '-journal'].map((end) => file + end).filter(existsSync);
  const aside = quoted(`${file}.damaged`);
  const setAside = `mkdir ${aside} && mv ${files.map(quoted).join(' ')} ${aside}`;
  const backup = findBackup(file);
  const from = backup === null ? 'BACKUP' : quoted(backup);
  const which = backup === null ? 'a backup' : 'the newest backup beside it';
  return `To restore ${which}, end the programs that use the database, then: ${setAside} && cp -p ${from} ${quoted(file)}.`;
}

/** Finds the newest database beside a file whose name begins as that of the file does. */
function findBackup(file: string): string | null {
  const folder = dirname(file);
  const name = basename(file);
  const stem = basename(name, extname(name));
  const backups = readdirSync(folder)
    .filter((other) => other !== name && other.startsWith(stem))
    .map((other) => join(folder, other))
    .filter(isDatabase)
    .map((path) => ({ path, changedMs: statSync(path).mtimeMs }));
  return backups.sort((a, b) => b.changedMs - a.changedMs)[0]?.path ?? null;
}

function isDatabase(path: string): boolean {
  let descriptor: number | null = null;
  try {
    if (!statSync(path).isFile()) return false;
    descriptor = openSync(path, 'r');
    const start = Buffer.alloc(MAGIC.length);
    readSync(descriptor, start, 0, MAGIC.length, 0);
    return start.equals(MAGIC);
  } catch {
    return false;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function quoted(path: string): string {
  return /^[\w./:\\-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
