import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { findBackup } from './earlier-history.ts';

/**
 * Says how to get a history back that cannot be used: the command that restores a backup or, where there is none, those that set
 * its files aside and store the reports of its runs again. SQLite would apply a log that stays behind to any file of that
 * name.
 */
export function restoreHint(path: string): string {
  const backup = findBackup(path);
  if (backup !== null) {
    return `restore the backup: perf-trends restore ${quoted(backup)} --store ${quoted(path)}`;
  }
  const files = [path, `${path}-wal`, `${path}-shm`, `${path}-journal`].filter((file) =>
    existsSync(file),
  );
  const aside = `${path}.damaged`;
  const setAside = `mkdir ${quoted(aside)} && mv ${files.map(quoted).join(' ')} ${quoted(aside)}`;
  const reports = `${quoted(dirname(path))}/*/report.json`;
  return (
    'restore a copy of it, or rebuild it from the reports of its runs: ' +
    `${setAside} && perf-trends ingest --store ${quoted(path)} ${reports}`
  );
}

/** Quotes a path for a POSIX shell, where it needs that. */
export function quoted(path: string): string {
  return /^[\w./:\\-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
