import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { openConnection } from '../connection/open.ts';
import { preparedOrClosed } from '../connection/prepared-or-closed.ts';
import { toDatabaseError } from '../connection/sqlite-error.ts';
import { prepareOperations } from '../operations/apply.ts';
import type { Operation } from '../operations/operation.ts';
import { GroupCommit } from './group-commit.ts';
import { withInsertDelay } from './insert-delay.ts';
import {
  encodeOutcomes,
  type Reply,
  type Request,
  toFailure,
  type WriterThreadOptions,
} from './protocol.ts';

// SQLite waits in ever longer steps, in which other processes keep taking the lock; asking afresh every few
// milliseconds made the slowest write beside three processes that write without pause five times as fast.
const LOCK_ATTEMPT_MS = 10;

if (parentPort === null) throw new Error('This module runs as the writer thread of a store only.');
const port = parentPort;
const { path, busyTimeoutMs, maxBatchOperations } = workerData as WriterThreadOptions;

const started = start();
if (started !== null) serve(started);

interface Started {
  readonly connection: Database;
  readonly groupCommit: GroupCommit;
}

/** Tells whether writes can be served, before any of them is looked at. */
function start(): Started | null {
  try {
    const connection = openConnection(path, { busyTimeoutMs, wal: true });
    const groupCommit = preparedOrClosed(connection, () => {
      connection.pragma(`busy_timeout = ${Math.min(busyTimeoutMs, LOCK_ATTEMPT_MS)}`);
      const apply = withInsertDelay(prepareOperations(connection), process.env);
      return new GroupCommit(connection, apply, busyTimeoutMs);
    });
    reply({ state: 'started' });
    return { connection, groupCommit };
  } catch (error) {
    reply({ state: 'cannot-start', failure: toFailure(toDatabaseError(error)) });
    return null;
  }
}

/** Commits what comes until no more will come. */
function serve({ connection, groupCommit }: Started): void {
  let backlog: readonly Operation[] = [];
  let closing = false;

  const take = (request: Request) => {
    if (request === null) closing = true;
    else backlog = backlog.length === 0 ? request : backlog.concat(request);
  };
  // Whatever came while the last commit ran goes into the next one; nothing more is waited for.
  const takeQueued = () => {
    let queued;
    while ((queued = receiveMessageOnPort(port)) !== undefined) take(queued.message as Request);
  };

  port.on('message', (request: Request) => {
    take(request);
    takeQueued();
    while (backlog.length > 0) {
      const batch = backlog.slice(0, maxBatchOperations);
      backlog = backlog.slice(maxBatchOperations);
      reply(encodeOutcomes(groupCommit.run(batch), groupCommit.commits));
      takeQueued();
    }
    if (closing) {
      connection.close();
      port.close();
    }
  });
}

function reply(message: Reply): void {
  port.postMessage(message);
}
