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
  encodeGroup,
  type MaintenanceTask,
  type Reply,
  type Request,
  type WriterThreadOptions,
} from './protocol.ts';
import { Transaction } from './transaction.ts';
import { withExit } from './writer-exit.ts';

// SQLite waits in ever longer steps, during which other processes keep taking the lock. Trying again every few
// milliseconds made the slowest write beside three processes that write without a pause five times as fast.
const LOCK_ATTEMPT_MS = 10;

/** Prompts that one task adds to the search index. It takes a few milliseconds, so that commits do not wait long. */
const PROMPTS_PER_TASK = 200;

if (parentPort === null) throw new Error('This module runs only as the writer thread of a store.');
const port = parentPort;
const options = workerData as WriterThreadOptions;

const started = start();
if (started !== null) serve(started);

interface Started {
  readonly connection: Database;
  readonly groupCommit: GroupCommit;
  readonly tasks: Readonly<Record<MaintenanceTask, () => unknown>>;
}

/** Reports whether the thread can work before it looks at any request. */
function start(): Started | null {
  const { path, identity, busyTimeoutMs, maxBatchMs, cacheBytes, maxWalBytes } = options;
  try {
    const connection = openConnection(path, {
      identity,
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
          const left = searchIndex.advance(PROMPTS_PER_TASK);
          transaction.commit();
          return left;
        } finally {
          transaction.rollback();
        }
      };
      return {
        groupCommit: new GroupCommit({ connection, operations, transaction, maxBatchMs }),
        tasks: {
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

/** Answers requests in order until the end. */
function serve({ connection, groupCommit, tasks }: Started): void {
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
      reply({ state: 'maintained', value: tasks[request.do]() });
    } catch (error) {
      reply({ state: 'maintenance-failed', failure: toFailure(toDatabaseError(error)) });
    }
  };

  port.on('message', (request: Request) => {
    answer(request);
    // Takes what came meanwhile at once, without a turn of the event loop for each request.
    let queued;
    while ((queued = receiveMessageOnPort(port)) !== undefined) answer(queued.message as Request);
  });
}

function reply(message: Reply): void {
  port.postMessage(message);
}
