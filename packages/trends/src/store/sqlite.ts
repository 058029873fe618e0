import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';
import { TrendsError } from '../errors.ts';
import { explain } from './explain-sqlite.ts';
import { LOCK_TIMEOUT_MS } from './lock-timeout.ts';

/** Statement by which Kysely ends a transaction that failed. */
const ROLLBACK = 'rollback';

/** Pause between attempts where SQLite itself does not wait, in ms. */
const PAUSE_MS = 5;

/** An open SQLite file. Every failure is a `TrendsError` that names the file. */
export interface SqliteHistory extends SqliteDatabase {
  /** Runs statements without parameters. */
  execute(statements: string): void;
  /** Runs `work` in one transaction, while no other process can write. */
  exclusively(work: () => Promise<void>): Promise<void>;
  /** Switches the file to the write-ahead log. Waits for another process, because SQLite does not. */
  useWriteAheadLog(): Promise<void>;
}

/** Opens or creates a history file and its folders. */
export function openSqlite(path: string): SqliteHistory {
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw explain(path, error);
    }
  };
  const database = guard(() => {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    return new Database(path, { timeout: LOCK_TIMEOUT_MS });
  });
  const execute = (statements: string) => guard(() => void database.exec(statements));
  /**
   * Ends a transaction that failed. SQLite may have rolled back by itself, at a full disk or an I/O error: a second
   * rollback would fail, and hide why the first was needed.
   */
  const rollBack = () => {
    if (database.inTransaction) execute('rollback');
  };
  return {
    execute,
    exclusively: async (work) => {
      execute('begin immediate');
      try {
        await work();
        execute('commit');
      } catch (error) {
        rollBack();
        throw error;
      }
    },
    useWriteAheadLog: async () => {
      const deadline = performance.now() + LOCK_TIMEOUT_MS;
      for (;;) {
        try {
          return execute('pragma journal_mode = wal');
        } catch (error) {
          const locked = error instanceof TrendsError && error.code === 'STORE_LOCKED';
          if (!locked || performance.now() >= deadline) throw error;
        }
        await setTimeout(PAUSE_MS);
      }
    },
    close: () => guard(() => void database.close()),
    prepare: (sql) => {
      const statement = guard(() => database.prepare<unknown[]>(sql));
      return {
        reader: statement.reader,
        all: (parameters) => guard(() => statement.all(parameters)),
        run: (parameters) => {
          if (sql !== ROLLBACK) return guard(() => statement.run(parameters));
          rollBack();
          return { changes: 0, lastInsertRowid: 0 };
        },
        iterate: (parameters) => guard(() => statement.iterate(parameters)),
      };
    },
  };
}
