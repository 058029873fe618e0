import type { Database } from 'better-sqlite3';
import { prepareOperations } from '../operations/apply.ts';
import type { Operation } from '../operations/operation.ts';
import { inOwnTransaction } from './own-transaction.ts';
import { Transaction } from './transaction.ts';
import type { Outcome, Writer } from './writer.ts';

/** Commits each operation by itself on the calling thread, before `submit` returns. */
export class DirectWriter implements Writer {
  readonly #apply;
  readonly #transaction;

  constructor(connection: Database) {
    this.#apply = prepareOperations(connection);
    this.#transaction = new Transaction(connection, 0);
  }

  readonly queueDepth = 0;

  get commits(): number {
    return this.#transaction.commits;
  }

  submit(operation: Operation, settle: (outcome: Outcome) => void): void {
    settle(inOwnTransaction(this.#transaction, this.#apply, operation));
  }

  async close(): Promise<void> {}
}
