import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';
import { TrendsError, type TrendsErrorCode } from '../errors.ts';

/** Longest wait for another process that writes to the same history, in ms. */
const LOCK_TIMEOUT_MS = 5_000;

/** Pause between attempts where SQLite itself does not wait, in ms. */
const PAUSE_MS = 5;

/** An open SQLite file. Every failure is a `TrendsError` that names the file. */
export interface SqliteHistory extends SqliteDatabase {
  /** Runs statements without parameters. */
  execute(statements: string): void;
  /** Runs `work` in one transaction, while no other process can write. */
  exclusively(work: () => Promise<void>): Promise<void>;
  /** Switches the file to the write-ahead log. Waits up to 5 s for another process, because SQLite does not. */
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
  return {
    execute,
    exclusively: async (work) => {
      execute('begin immediate');
      try {
        await work();
        execute('commit');
      } catch (error) {
        if (database.inTransaction) execute('rollback');
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
    close: () => void database.close(),
    prepare: (sql) => {
      const statement = guard(() => database.prepare<unknown[]>(sql));
      return {
        reader: statement.reader,
        all: (parameters) => guard(() => statement.all(parameters)),
        run: (parameters) => guard(() => statement.run(parameters)),
        iterate: (parameters) => guard(() => statement.iterate(parameters)),
      };
    },
  };
}

/** Turns an error of SQLite or of the file system into one sentence; any other error is a bug and stays as it is. */
function explain(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const refusal = String((cause as NodeJS.ErrnoException).code);
  const known = REFUSALS.find(({ pattern }) => pattern.test(refusal));
  if (known === undefined) return cause;
  return new TrendsError(known.code, known.sentence(path, cause.message), { cause });
}

const REFUSALS: readonly {
  pattern: RegExp;
  code: TrendsErrorCode;
  sentence: (path: string, message: string) => string;
}[] = [
  {
    pattern: /^SQLITE_(BUSY|LOCKED)/,
    code: 'STORE_LOCKED',
    sentence: (path) =>
      `The history ${path} is locked: another process has been writing to it for more than ` +
      `${LOCK_TIMEOUT_MS / 1000} s; wait until it ends, then try again.`,
  },
  {
    pattern: /^SQLITE_(CORRUPT|NOTADB)/,
    code: 'STORE_DAMAGED',
    sentence: (path, message) =>
      `The history ${path} is damaged (${message}); it was not changed: restore a copy of it, ` +
      'or move it away to start a new history.',
  },
  {
    pattern: /^(SQLITE_FULL|ENOSPC)/,
    code: 'STORE_FULL',
    sentence: (path) =>
      `The history ${path} cannot grow: its disk is full; nothing was written. Free some space, then try again.`,
  },
  {
    pattern: /^(SQLITE_(CANTOPEN|READONLY|PERM|IOERR|AUTH)|E[A-Z]+$)/,
    code: 'STORE_UNAVAILABLE',
    sentence: (path, message) =>
      `The history ${path} cannot be opened for writing (${message}); check that its folder ` +
      'exists and that you have permission to write to it.',
  },
];
