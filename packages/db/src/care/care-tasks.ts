import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { DatabaseError } from '../errors.ts';

/**
 * Copies the database of a reader's connection as it is at this moment into one file, which appears under its name only when it is
 * whole and on disk. Writers go on meanwhile.
 *
 * @throws {DatabaseError} `INVALID_INPUT` where something is at that path already
 */
export function copyTo(connection: Database, to: string): void {
  if (existsSync(to)) {
    throw new DatabaseError(
      'INVALID_INPUT',
      `${to} is there already, and a backup overwrites nothing: give a path that is free.`,
    );
  }
  const unfinished = `${to}.unfinished-${process.pid}-${Date.now()}`;
  try {
    // Of a connection that may only read SQLite would not let a copy be written either.
    connection.pragma('query_only = OFF');
    connection.prepare('VACUUM INTO ?').run(unfinished);
    // SQLite does not wait for the disk when it writes a copy.
    flush(unfinished);
    renameSync(unfinished, to);
    flush(dirname(to));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    connection.pragma('query_only = ON');
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

/** What is wrong with the file: damaged pages, indexes that miss rows, references to rows that are gone. */
export function checkIntegrity(connection: Database): string[] {
  const lines = connection.prepare<[], string>('PRAGMA integrity_check').pluck().all();
  const damage = lines.filter((line) => line !== 'ok');
  const dangling = connection
    .prepare<[], { table: string; rowid: number; parent: string }>('PRAGMA foreign_key_check')
    .all()
    .map(
      ({ table, rowid, parent }) =>
        `row ${rowid} of ${table} points to a row of ${parent} that is gone`,
    );
  return [...damage, ...dangling];
}
