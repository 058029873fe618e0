import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { ownerMark } from '../leftovers/owner-mark.ts';
import { removeLeftovers } from '../leftovers/remove-leftovers.ts';

const UNFINISHED = '.unfinished-';
const OWNER_ONLY = 0o600;
const PERMISSIONS = 0o777;

/**
 * Copies the current database into one file, which gets its name only when it is complete and on disk. Replaces an existing
 * file. Writers go on meanwhile. The copy has the permissions of the database from its first byte on. Copies that killed
 * processes left unfinished are removed first.
 */
export function copyFile(connection: Database, to: string): void {
  const copies = `${basename(to)}${UNFINISHED}`;
  removeLeftovers(dirname(to), (name) => name.startsWith(copies));
  const unfinished = `${to}${UNFINISHED}${ownerMark()}-${Date.now()}`;
  try {
    createAs(unfinished, statSync(connection.name).mode & PERMISSIONS);
    // SQLite accepts an existing file that is empty.
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

/** Creates an empty file with these permissions, whatever the process's umask is. */
function createAs(path: string, permissions: number): void {
  const descriptor = openSync(path, 'wx', OWNER_ONLY);
  try {
    fchmodSync(descriptor, permissions);
  } catch {
    // A file system without permissions, or of another owner: the copy stays with its owner.
  } finally {
    closeSync(descriptor);
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
