import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';
import { TrendsError, type TrendsErrorCode } from '../errors.ts';

/** How long a process waits for another one that is writing to the same history. */
const LOCK_TIMEOUT_MS = 5_000;

/** How long to pause where SQLite itself does not wait for that process. */
const PAUSE_MS = 5;

/** An open SQLite file whose every failure is a `TrendsError` that names the file. */
export interface SqliteHistory extends SqliteDatabase {
  /** Runs statements that take no parameters. */
  execute(statements: string): void;
  /** Runs `work` while no other process can write; all of it is there afterwards, or nothing. */
  exclusively(work: () => Promise<void>): Promise<void>;
  /** Switches the file to the write-ahead log. For that SQLite does not wait while another process writes; this waits 5 s. */
  useWriteAheadLog(): Promise<void>;
}

/** Opens or creates a history file. Folders that are missing are made. */
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

/** Turns a refusal of SQLite or of the file system into one sentence; a bug stays what it is. */
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
      `${LOCK_TIMEOUT_MS / 1000} s; wait for it or end it, then try again.`,
  },
  {
    pattern: /^SQLITE_(CORRUPT|NOTADB)/,
    code: 'STORE_DAMAGED',
    sentence: (path, message) =>
      `The history ${path} is damaged (${message}); it was left as it is: restore a copy of it, ` +
      'or move it away to start a new history.',
  },
  {
    pattern: /^(SQLITE_FULL|ENOSPC)/,
    code: 'STORE_FULL',
    sentence: (path) =>
      `The history ${path} cannot grow: no space is left on its disk; nothing was written.`,
  },
  {
    pattern: /^(SQLITE_(CANTOPEN|READONLY|PERM|IOERR|AUTH)|E[A-Z]+$)/,
    code: 'STORE_UNAVAILABLE',
    sentence: (path, message) =>
      `The history ${path} cannot be opened for writing (${message}); check that its folder ` +
      'exists and that you may write to it.',
  },
];
