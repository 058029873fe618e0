import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';

/**
 * Copies the current database into one file, which gets its name only when it is complete and on disk. Replaces an existing
 * file. Writers go on meanwhile.
 */
export function copyFile(connection: Database, to: string): void {
  const unfinished = `${to}.unfinished-${process.pid}-${Date.now()}`;
  try {
    connection.prepare('VACUUM INTO ?').run(unfinished);
    // SQLite does not wait for the disk after VACUUM INTO.
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
