import type { Database } from 'better-sqlite3';
import { FileWatch } from './connection/file-watch.ts';
import { openConnection } from './connection/open.ts';
import { preparedOrClosed } from './connection/prepared-or-closed.ts';
import { MetricsRecorder } from './metrics/recorder.ts';
import type { PromptStore } from './prompt-store.ts';
import { prepareQueries } from './queries/queries.ts';
import { runListRead } from './queries/list-read.ts';
import { sqlitePromptStore } from './sqlite-prompt-store.ts';
import { StoreCalls } from './store-calls.ts';
import { DirectWriter } from './writers/direct-writer.ts';

const BUSY_TIMEOUT_MS = 5_000;

/**
 * The plain store: one connection on the calling thread with SQLite's own defaults (a rollback
 * journal, `synchronous=FULL`), each write in a transaction of its own.
 */
export const SimpleDatabase = {
  /**
   * Opens a database file. Creates a missing file, but not a missing folder.
   *
   * @throws {DatabaseError} `INVALID_INPUT`, `CANNOT_OPEN`, `CORRUPT`, `NEWER_SCHEMA`, `BUSY`, `FAILED`
   */
  async open(path: string): Promise<PromptStore> {
    const connection = openConnection(path, { busyTimeoutMs: BUSY_TIMEOUT_MS, wal: false });
    return preparedOrClosed(connection, () => assemble(connection));
  },
};

function assemble(connection: Database): PromptStore {
  const recorder = new MetricsRecorder();
  const queries = prepareQueries(connection);
  const calls = new StoreCalls({
    store: 'simple',
    connection,
    recorder,
    watch: new FileWatch([connection.name], (error) => recorder.failed(error)),
    patienceMs: 0,
    writer: new DirectWriter(connection, (commit) => recorder.committed(commit)),
    readList: (read) => runListRead(queries, read),
    onWritten: () => undefined,
    endReads: async () => undefined,
    status: () => ({
      readers: { threads: 0, busy: 0, queued: 0, maxThreads: 0 },
      cache: { entries: 0, rows: 0, hits: 0, misses: 0, hitRatio: 0 },
    }),
  });
  return sqlitePromptStore(calls, queries);
}
