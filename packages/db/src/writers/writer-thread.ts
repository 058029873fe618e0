import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { openConnection } from '../connection/open.ts';
import { preparedOrClosed } from '../connection/prepared-or-closed.ts';
import { toDatabaseError } from '../sqlite-error.ts';
import { toFailure } from '../failure.ts';
import { prepareOperations } from '../operations/prepare-operations.ts';
import { prepareSearchIndex } from '../search/search-index.ts';
import { Checkpointer } from './checkpointer.ts';
import { GroupCommit } from './group-commit.ts';
import { withInsertDelay } from './insert-delay.ts';
import {
  type Care,
  encodeGroup,
  type Reply,
  type Request,
  type WriterThreadOptions,
} from './protocol.ts';
import { Transaction } from './transaction.ts';
import { withExit } from './writer-exit.ts';

// SQLite waits in ever longer steps, in which other processes keep taking the lock; asking afresh every few
// milliseconds made the slowest write beside three processes that write without pause five times as fast.
const LOCK_ATTEMPT_MS = 10;

/** Prompts that one care takes into the search index: some milliseconds, so that commits do not wait long. */
const PROMPTS_PER_CARE = 200;

if (parentPort === null) throw new Error('This module runs as the writer thread of a store only.');
const port = parentPort;
const options = workerData as WriterThreadOptions;

const started = start();
if (started !== null) serve(started);

interface Started {
  readonly connection: Database;
  readonly groupCommit: GroupCommit;
  readonly care: Readonly<Record<Care, () => unknown>>;
}

/** Tells whether writes can be served, before any of them is looked at. */
function start(): Started | null {
  const { path, busyTimeoutMs, maxBatchMs, cacheBytes, maxWalBytes } = options;
  try {
    const connection = openConnection(path, {
      busyTimeoutMs,
      wal: true,
      cacheBytes,
      autoCheckpointPages: 0,
    });
    const parts = preparedOrClosed(connection, () => {
      connection.pragma(`busy_timeout = ${Math.min(busyTimeoutMs, LOCK_ATTEMPT_MS)}`);
      const transaction = withExit(new Transaction(connection, busyTimeoutMs), process.env);
      const operations = withInsertDelay(prepareOperations(connection), process.env);
      const searchIndex = prepareSearchIndex(connection);
      const checkpointer = new Checkpointer(connection, maxWalBytes);
      const indexSearch = () => {
        transaction.begin();
        try {
          const left = searchIndex.advance(PROMPTS_PER_CARE);
          transaction.commit();
          return left;
        } finally {
          transaction.rollback();
        }
      };
      return {
        groupCommit: new GroupCommit({ connection, operations, transaction, maxBatchMs }),
        care: {
          checkpoint: () => checkpointer.bounded(),
          'index-search': indexSearch,
          optimize: () => connection.pragma('optimize'),
        },
      };
    });
    reply({ state: 'started' });
    return { connection, ...parts };
  } catch (error) {
    reply({ state: 'cannot-start', failure: toFailure(toDatabaseError(error)) });
    return null;
  }
}

/** Answers requests in order until no more will come. */
function serve({ connection, groupCommit, care }: Started): void {
  const answer = (request: Request) => {
    if (request.do === 'close') {
      connection.close();
      port.close();
      return;
    }
    if (request.do === 'commit') {
      let { operations } = request;
      while (operations.length > 0) {
        const group = groupCommit.run(operations);
        operations = operations.slice(group.outcomes.length);
        reply(encodeGroup(group));
      }
      return;
    }
    try {
      reply({ state: 'cared', value: care[request.do]() });
    } catch (error) {
      reply({ state: 'care-failed', failure: toFailure(toDatabaseError(error)) });
    }
  };

  port.on('message', (request: Request) => {
    answer(request);
    // What came meanwhile is taken at once, without a turn of the event loop for each.
    let queued;
    while ((queued = receiveMessageOnPort(port)) !== undefined) answer(queued.message as Request);
  });
}

function reply(message: Reply): void {
  port.postMessage(message);
}
