import type { Database } from 'better-sqlite3';
import { ListCache } from './cache/list-cache.ts';
import { Checkpoints } from './maintenance/checkpoints.ts';
import { SearchIndexing } from './maintenance/search-indexing.ts';
import { FileWatch } from './connection/file-watch.ts';
import { identityOf } from './connection/file-identity.ts';
import { openConnection } from './connection/open.ts';
import { preparedOrClosed } from './connection/prepared-or-closed.ts';
import { highPerfPromptStore } from './high-perf-prompt-store.ts';
import {
  type CheckedHighPerfOptions,
  highPerfOptions,
  type HighPerfOptions,
} from './high-perf-options.ts';
import { publishCheckpoint, publishWriter } from './metrics/channels.ts';
import { MetricsRecorder } from './metrics/recorder.ts';
import { tablesChangedBy } from './operations/operation.ts';
import type { HighPerfStore } from './prompt-store.ts';
import { prepareQueries } from './queries/queries.ts';
import { BalancedLists } from './reads/balanced-lists.ts';
import { cachedLists } from './reads/cached-lists.ts';
import { isSearch, type ListKind } from './queries/list-read.ts';
import { ReaderPool } from './reads/reader-pool.ts';
import { prepareSearchIndex } from './search/search-index.ts';
import { sqlitePromptStore } from './sqlite-prompt-store.ts';
import { StoreCalls } from './store-calls.ts';
import { type Checkpoint, Checkpointer } from './writers/checkpointer.ts';
import { GroupCommitWriter } from './writers/group-commit-writer.ts';

/**
 * The fast store. All writes of one turn of the event loop share a commit (write-ahead log, `synchronous=FULL`). Short
 * commits and reads run on the calling thread, long ones on a writer thread and a pool of reader threads. Lists are
 * cached until anyone writes.
 */
export const HighPerfDatabase = {
  /**
   * Opens a database file. Creates a missing file, but not a missing folder.
   *
   * @throws {DatabaseError} `INVALID_INPUT`, `CANNOT_OPEN`, `CORRUPT`, `NEWER_SCHEMA`, `BUSY`, `FAILED`
   *
   * @example
   * const store = await HighPerfDatabase.open('night-pilot.db');
   * const id = await store.createPrompt({ title: 'Changelog', content: 'Summarise today.' });
   * await store.close();
   */
  async open(path: string, options: HighPerfOptions = {}): Promise<HighPerfStore> {
    const checked = highPerfOptions(options, process.env);
    const { busyTimeoutMs } = checked;
    // An automatic checkpoint could block the event loop for many milliseconds: Checkpoints decides where it runs.
    const settings = { busyTimeoutMs, wal: true, autoCheckpointPages: 0 };
    const cacheBytes = cacheBytesEach(checked);
    const connection = openConnection(path, { ...settings, cacheBytes });
    return preparedOrClosed(connection, () => {
      // From here on the calling thread never waits for a lock within SQLite: reads try again, writes go to the writer thread.
      connection.pragma('busy_timeout = 0');
      return assemble(connection, checked);
    });
  },
};

/** Every connection gets an equal part of the cache, whether or not all of them are ever opened. */
const cacheBytesEach = ({ cacheBytes, maxConnections }: CheckedHighPerfOptions) =>
  Math.floor(cacheBytes / maxConnections);

const METHOD_OF = {
  prompts: 'listPrompts',
  schedules: 'listSchedules',
  results: 'listResults',
  promptSizes: 'listPromptSizes',
  scheduleSizes: 'listScheduleSizes',
} as const satisfies Record<ListKind, string>;

function assemble(connection: Database, options: CheckedHighPerfOptions): HighPerfStore {
  const { busyTimeoutMs, maxBatchMs, maxWalBytes, slowQueryMs, mmapBytes } = options;
  const cacheBytes = cacheBytesEach(options);
  const path = connection.name;
  const recorder = new MetricsRecorder();
  const queries = prepareQueries(connection);
  const identity = identityOf(path);
  // The side files stay as long as this connection is open. Without them another process would not see its commits.
  const watch = new FileWatch([path, `${path}-wal`, `${path}-shm`], (error) =>
    recorder.failed(error),
  );

  const writer = new GroupCommitWriter(
    connection,
    { ...options, thread: { path, identity, busyTimeoutMs, maxBatchMs, cacheBytes, maxWalBytes } },
    {
      onCommit(commit) {
        recorder.committed(commit);
        checkpoints.committed();
      },
      onThread: publishWriter,
    },
  );
  const pool = new ReaderPool({
    // The calling thread and the writer thread have one connection each.
    maxThreads: options.maxConnections - 2,
    thread: { path, identity, busyTimeoutMs, cacheBytes, mmapBytes, slowQueryMs },
  });

  const checkpoints = new Checkpoints({
    checkpointer: new Checkpointer(connection, maxWalBytes),
    inThread: () => writer.maintain('checkpoint') as Promise<Checkpoint>,
    // Checkpoints are rare, about one in a hundred commits, and may take longer than a commit may.
    directMs: 2 * options.directCommitMs,
    onCheckpoint: publishCheckpoint,
    hasFile: () => watch.look(),
  });
  const searchIndex = prepareSearchIndex(connection);
  const searchIndexing = new SearchIndexing({
    indexSome: () => writer.maintain('index-search'),
    unindexed: () => searchIndex.pending(),
    isBusy: () => writer.queueDepth > 0,
  });

  const lists = new BalancedLists({
    connection,
    queries,
    pool,
    directReadMs: options.directReadMs,
    patienceMs: busyTimeoutMs,
    slowQueryMs,
    onSlow: ({ kind }, slow) => recorder.slow({ method: METHOD_OF[kind], ...slow }),
  });
  const readList: typeof lists.read = (read, signal) => {
    if (isSearch(read)) searchIndexing.searched();
    return lists.read(read, signal);
  };

  const dataVersion = connection.prepare<[], number>('PRAGMA data_version').pluck();
  const cache = new ListCache({
    readDataVersion: () => dataVersion.get() as number,
    maxRows: options.listCache ? options.listCacheRows : 0,
  });
  const { listCacheMs, scheduleCacheMs } = options;
  const keptMs = {
    prompts: listCacheMs,
    schedules: scheduleCacheMs,
    results: listCacheMs,
    promptSizes: listCacheMs,
    scheduleSizes: scheduleCacheMs,
  };

  const calls = new StoreCalls({
    store: 'high',
    connection,
    writer,
    recorder,
    watch,
    patienceMs: busyTimeoutMs,
    readList: options.listCache ? cachedLists({ cache, readList, keptMs }) : readList,
    onWritten: (operation) => cache.invalidate(tablesChangedBy(operation)),
    async endReads() {
      await Promise.all([checkpoints.stop(), searchIndexing.stop()]);
      await lists.drain();
      await pool.close();
    },
    status: () => ({ readers: pool.status, cache: cache.status }),
  });
  return highPerfPromptStore(sqlitePromptStore(calls, queries), {
    calls,
    pool,
    async optimize() {
      await searchIndexing.finish();
      await writer.maintain('optimize');
      await writer.maintain('checkpoint');
    },
  });
}
