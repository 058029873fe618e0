import type { Database } from 'better-sqlite3';
import { prepareOperations } from '../operations/prepare-operations.ts';
import type { Operation } from '../operations/operation.ts';
import { inOwnTransaction } from './own-transaction.ts';
import { Transaction } from './transaction.ts';
import type { Commit, Outcome, Submission, Writer } from './writer.ts';

/** Commits each operation in a transaction of its own on the calling thread, before `submit` returns. */
export class DirectWriter implements Writer {
  readonly #operations;
  readonly #transaction;
  readonly #onCommit;

  constructor(connection: Database, onCommit: (commit: Commit) => void) {
    this.#operations = prepareOperations(connection);
    this.#transaction = new Transaction(connection, 0);
    this.#onCommit = onCommit;
  }

  readonly queueDepth = 0;

  commitNow(operation: Operation): Outcome {
    const startedAt = performance.now();
    const outcome = inOwnTransaction(this.#transaction, this.#operations, operation);
    if (outcome.state === 'done') {
      const durationMs = performance.now() - startedAt;
      this.#onCommit({ size: 1, durationMs, where: 'direct' });
    }
    return outcome;
  }

  submit({ operation, settle }: Submission): void {
    settle(this.commitNow(operation));
  }

  async drain(): Promise<void> {}

  async close(): Promise<void> {}
}
