import type { Database } from 'better-sqlite3';
import { DatabaseError } from '../errors.ts';
import { cancelled } from '../input/call-options.ts';
import { prepareOperations } from '../operations/prepare-operations.ts';
import { type Operation, operationRows } from '../operations/operation.ts';
import { CommitCost } from './commit-cost.ts';
import { Gathering } from './gathering.ts';
import { GroupCommit, type CommittedGroup } from './group-commit.ts';
import { decodeOutcomes, type MaintenanceTask, type WriterThreadOptions } from './protocol.ts';
import { withInsertDelay } from './insert-delay.ts';
import { Transaction } from './transaction.ts';
import { WriterLink } from './writer-link.ts';
import type { Commit, Outcome, Submission, Writer } from './writer.ts';

/**
 * Batches that the thread has at once: the one that it commits and the next, so that it need not wait.
 * All other operations wait here, where they can still be withdrawn.
 */
const BATCHES_IN_THREAD = 2;

export interface GroupCommitWriterOptions {
  /** Largest number of operations that share a commit. */
  readonly maxBatchOperations: number;
  /** Largest number of operations that wait. */
  readonly maxQueuedWrites: number;
  /** Longest expected duration of a commit on the calling thread, in ms; 0 runs all of them on the writer thread. */
  readonly directCommitMs: number;
  readonly thread: WriterThreadOptions;
}

export interface GroupCommitWriterEvents {
  onCommit(commit: Commit): void;
  onThread(event: { state: 'started' } | { state: 'ended'; cause: DatabaseError | null }): void;
}

/**
 * Commits together all operations that came in one turn of the event loop or during the last commit.
 *
 * A commit that is expected to be short runs on the calling thread, because handing it to a thread and back would take longer
 * than it saves. All others run on the writer thread. While that thread has work, every operation goes there, so that
 * operations keep their order.
 */
export class GroupCommitWriter implements Writer {
  readonly #options: GroupCommitWriterOptions;
  readonly #events: GroupCommitWriterEvents;
  readonly #link: WriterLink;
  readonly #direct: GroupCommit;
  readonly #cost = new CommitCost();
  #queue: Submission[] = [];
  readonly #gathering = new Gathering(
    () => this.#queue.length,
    () => this.#next(),
  );
  #drained: (() => void)[] = [];
  #inThread = 0;

  /** @param connection of the calling thread, without a busy time-out; the caller closes it */
  constructor(
    connection: Database,
    options: GroupCommitWriterOptions,
    events: GroupCommitWriterEvents,
  ) {
    this.#options = options;
    this.#events = events;
    this.#direct = new GroupCommit({
      connection,
      operations: withInsertDelay(prepareOperations(connection), process.env),
      // Waiting for a lock would block the event loop, so the thread does that.
      transaction: new Transaction(connection, 0),
      maxBatchMs: options.thread.maxBatchMs,
    });
    this.#link = new WriterLink(options.thread, {
      onCommitted: (submissions, group) => {
        const outcomes = decodeOutcomes(group);
        this.#inThread -= outcomes.length;
        this.#settle(submissions, { ...group, outcomes }, 'thread', rowsOf(submissions));
        this.#next();
      },
      onLost: (submissions, error) => {
        this.#inThread = 0;
        for (const { settle } of submissions) settle({ state: 'failed', error });
        this.#next();
      },
      onStarted: () => events.onThread({ state: 'started' }),
      onEnded: (cause) => events.onThread({ state: 'ended', cause }),
    });
  }

  get queueDepth(): number {
    return this.#queue.length + this.#inThread;
  }

  /** Serves a lone caller, who waits for every array and promise that is made on the way. */
  commitNow(operation: Operation): Outcome | null {
    if (this.#queue.length > 0 || !this.#gathering.isPointless) return null;
    const rows = operationRows(operation);
    if (!this.#mayCommitDirectly(rows)) return null;
    const startedAt = performance.now();
    const outcome = this.#direct.runAlone(operation);
    if (isBusy(outcome)) return null;
    if (outcome.state === 'done') {
      const durationMs = performance.now() - startedAt;
      this.#cost.learn({ rows, applyMs: 0, commitMs: durationMs });
      this.#events.onCommit({ size: 1, durationMs, where: 'direct' });
    }
    return outcome;
  }

  submit(submission: Submission): void {
    const { settle, signal } = submission;
    if (this.#queue.length >= this.#options.maxQueuedWrites) {
      settle({ state: 'failed', error: queueFull(this.#options.maxQueuedWrites) });
      return;
    }
    this.#queue.push(signal === undefined ? submission : this.#withdrawable(submission, signal));
    this.#schedule();
  }

  /** Has the writer thread run a task. Resolves to the task's result. */
  maintain(task: MaintenanceTask): Promise<unknown> {
    return this.#link.maintain(task);
  }

  async drain(): Promise<void> {
    while (this.queueDepth > 0) {
      await new Promise<void>((resolve) => this.#drained.push(resolve));
    }
  }

  async close(): Promise<void> {
    await this.#link.close();
  }

  #schedule(): void {
    if (this.#link.batches < BATCHES_IN_THREAD) this.#gathering.begin();
  }

  #next(): void {
    if (this.#queue.length > 0 && this.#link.batches < BATCHES_IN_THREAD) {
      const batch = this.#queue.splice(0, this.#options.maxBatchOperations);
      if (!this.#commitDirectly(batch)) {
        this.#inThread += batch.length;
        this.#link.commit(batch);
      }
      if (this.#queue.length > 0) this.#schedule();
    }
    if (this.queueDepth === 0) for (const resolve of this.#drained.splice(0)) resolve();
  }

  #mayCommitDirectly(rows: number): boolean {
    const { directCommitMs } = this.#options;
    return (
      this.#link.batches === 0 &&
      directCommitMs > 0 &&
      this.#cost.expectedMs(rows) <= directCommitMs
    );
  }

  /** Returns false if the batch must go to the thread; then nothing was written. */
  #commitDirectly(batch: readonly Submission[]): boolean {
    const rows = rowsOf(batch);
    if (!this.#mayCommitDirectly(rows)) return false;
    const group = this.#direct.run(batch.map(({ operation }) => operation));
    if (group.outcomes.every(isBusy)) return false;
    const unfinished = batch.slice(group.outcomes.length);
    if (unfinished.length === 0) {
      this.#settle(batch, group, 'direct', rows);
      return true;
    }
    this.#queue = [...unfinished, ...this.#queue];
    const finished = batch.slice(0, group.outcomes.length);
    this.#settle(finished, group, 'direct', rowsOf(finished));
    return true;
  }

  /** @param submissions those whose outcomes the group has, in order */
  #settle(
    submissions: readonly Submission[],
    { outcomes, commits, applyMs, commitMs }: CommittedGroup,
    where: Commit['where'],
    rows: number,
  ): void {
    if (commits === 1) this.#cost.learn({ rows, applyMs, commitMs });
    const size = outcomes.filter(({ state }) => state === 'done').length;
    const durationMs = applyMs + commitMs;
    for (let commit = 0; commit < commits; commit++) {
      this.#events.onCommit({ size: commits === 1 ? size : 1, durationMs, where });
    }
    submissions.forEach(({ settle }, index) => settle(outcomes[index] as Outcome));
  }

  /** Makes a submission that leaves the queue when the signal is aborted. */
  #withdrawable(submission: Submission, signal: AbortSignal): Submission {
    const withdraw = () => {
      const at = this.#queue.indexOf(queued);
      if (at === -1) return;
      this.#queue.splice(at, 1);
      submission.settle({ state: 'failed', error: cancelled(signal) });
      if (this.queueDepth === 0) this.#next();
    };
    const queued: Submission = {
      ...submission,
      settle(outcome) {
        signal.removeEventListener('abort', withdraw);
        submission.settle(outcome);
      },
    };
    signal.addEventListener('abort', withdraw, { once: true });
    return queued;
  }
}

const isBusy = (outcome: Outcome) => outcome.state === 'failed' && outcome.error.code === 'BUSY';

function rowsOf(batch: readonly Submission[]): number {
  let rows = 0;
  for (const { operation } of batch) rows += operationRows(operation);
  return rows;
}

function queueFull(limit: number): DatabaseError {
  return new DatabaseError(
    'QUEUE_FULL',
    `${limit} writes are already waiting, so this one was not accepted: await some of them first, or open the store ` +
      'with a larger maxQueuedWrites.',
  );
}
