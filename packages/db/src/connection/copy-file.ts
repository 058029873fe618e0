import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';

/**
 * Copies the database as it is at this moment into one file, which appears under its name only when it is whole and on
 * disk; what was there before is replaced. Writers go on meanwhile.
 */
export function copyFile(connection: Database, to: string): void {
  const unfinished = `${to}.unfinished-${process.pid}-${Date.now()}`;
  try {
    connection.prepare('VACUUM INTO ?').run(unfinished);
    // SQLite does not wait for the disk when it writes a copy.
    flush(unfinished);
    renameSync(unfinished, to);
    flush(dirname(to));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
