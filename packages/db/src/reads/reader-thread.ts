import { workerData } from 'piscina';
import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { checkIntegrity } from '../maintenance/check-integrity.ts';
import { copyFile } from '../connection/copy-file.ts';
import { openReader, type ReaderSettings } from '../connection/open.ts';
import { toDatabaseError } from '../sqlite-error.ts';
import { prepareQueries } from '../queries/queries.ts';
import { DatabaseError } from '../errors.ts';
import { type Failure, toFailure } from '../failure.ts';
import { type ListRead, runListRead } from '../queries/list-read.ts';
import { type PackedRows, packRows } from './packed-rows.ts';

/** Start-up data of a reader thread. */
export interface ReaderThreadOptions extends ReaderSettings {
  readonly path: string;
  readonly slowQueryMs: number;
}

export type ReaderTask =
  | { readonly do: 'list'; readonly read: ListRead }
  | { readonly do: 'copy'; readonly to: string }
  | { readonly do: 'check-integrity' };

export type ReaderAnswer =
  | {
      readonly state: 'listed';
      readonly rows: PackedRows;
      readonly durationMs: number;
      readonly slow: SlowStatement | null;
    }
  | { readonly state: 'done'; readonly problems: readonly string[] }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface SlowStatement {
  readonly durationMs: number;
  readonly sql: string;
  readonly plan: string[];
}

const { path, slowQueryMs, ...settings } = workerData as ReaderThreadOptions;
let opened: ReturnType<typeof open> | undefined;

/** Runs one task. Never throws, because an error loses its code on the way between threads. */
export default function answer(task: ReaderTask): ReaderAnswer {
  try {
    opened ??= open();
    switch (task.do) {
      case 'list':
        return list(opened, task.read);
      case 'copy':
        copy(opened.connection, task.to);
        return { state: 'done', problems: [] };
      case 'check-integrity':
        return { state: 'done', problems: checkIntegrity(opened.connection) };
    }
  } catch (error) {
    return { state: 'failed', failure: toFailure(toDatabaseError(error)) };
  }
}

function open() {
  const connection = openReader(path, settings);
  return { connection, queries: prepareQueries(connection) };
}

function copy(connection: Database, to: string): void {
  if (existsSync(to)) {
    throw new DatabaseError(
      'INVALID_INPUT',
      `${to} already exists, and a backup overwrites nothing: give the path of a new file.`,
    );
  }
  // With query_only SQLite would refuse to write the copy, too.
  connection.pragma('query_only = OFF');
  try {
    copyFile(connection, to);
  } finally {
    connection.pragma('query_only = ON');
  }
}

function list({ queries }: ReturnType<typeof open>, read: ListRead): ReaderAnswer {
  const startedAt = performance.now();
  const rows = runListRead(queries, read);
  const durationMs = performance.now() - startedAt;
  const sql = queries.lastSql();
  const slow = durationMs > slowQueryMs ? { durationMs, sql, plan: queries.planOf(sql) } : null;
  return { state: 'listed', rows: packRows(rows), durationMs, slow };
}
