import { toDatabaseError } from '../sqlite-error.ts';
import type { Database } from 'better-sqlite3';
import type { Operations } from '../operations/prepare-operations.ts';
import { ROWS_TOGETHER } from '../operations/insert-prompts.ts';
import { hasSeveralStatements, type Operation } from '../operations/operation.ts';
import { inOwnTransaction } from './own-transaction.ts';
import type { Transaction } from './transaction.ts';
import type { Outcome } from './writer.ts';

/** Result of one run of {@link GroupCommit}. */
export interface CommittedGroup {
  /** Outcomes of the first operations, in order; fewer than given if the time was up. Those `done` are on disk. */
  readonly outcomes: Outcome[];
  /** Number of committed transactions: 1, or more if every operation had to run again in a transaction of its own. */
  readonly commits: number;
  /** Time from getting the lock to COMMIT. */
  readonly applyMs: number;
  /** Duration of COMMIT, which waits for the disk. */
  readonly commitMs: number;
}

export interface GroupCommitParts {
  readonly connection: Database;
  readonly operations: Operations;
  readonly transaction: Transaction;
  /** Time after which no further operation starts: the finished ones are committed, the rest waits. */
  readonly maxBatchMs: number;
}

/**
 * Commits many operations with one wait for the disk and gives each its own outcome.
 *
 * A failed statement undoes only itself; an operation of several statements runs in a savepoint. Some failures undo the whole
 * transaction all the same (`ON CONFLICT ROLLBACK`, a full disk, a deferred foreign key at COMMIT): then every operation
 * runs again in a transaction of its own.
 */
export class GroupCommit {
  readonly #operations: Operations;
  readonly #transaction: Transaction;
  readonly #maxBatchMs: number;
  readonly #savepoint;
  readonly #undo;
  readonly #release;

  constructor({ connection, operations, transaction, maxBatchMs }: GroupCommitParts) {
    this.#operations = operations;
    this.#transaction = transaction;
    this.#maxBatchMs = maxBatchMs;
    this.#savepoint = connection.prepare('SAVEPOINT operation');
    this.#undo = connection.prepare('ROLLBACK TO operation');
    this.#release = connection.prepare('RELEASE operation');
  }

  /** @param batch at least one operation */
  run(batch: readonly Operation[]): CommittedGroup {
    if (batch.length === 1) return this.#runSingly(batch);
    try {
      this.#transaction.begin();
    } catch (error) {
      return { outcomes: allFailed(batch, error), commits: 0, applyMs: 0, commitMs: 0 };
    }
    const startedAt = performance.now();
    const outcomes = this.#applyAll(batch, startedAt + this.#maxBatchMs);
    const appliedAt = performance.now();
    const begun = batch.slice(0, outcomes.length);
    if (!this.#transaction.isOpen) return this.#runSingly(begun);
    try {
      this.#transaction.commit();
    } catch (error) {
      return toDatabaseError(error).code === 'OUTCOME_UNKNOWN'
        ? { outcomes: allFailed(begun, error), commits: 0, applyMs: 0, commitMs: 0 }
        : this.#runSingly(begun);
    }
    const applyMs = appliedAt - startedAt;
    return { outcomes, commits: 1, applyMs, commitMs: performance.now() - appliedAt };
  }

  /** Runs at least one operation. Stops when the transaction is lost or the time is up. */
  #applyAll(batch: readonly Operation[], deadline: number): Outcome[] {
    const now = new Date().toISOString();
    const outcomes: Outcome[] = [];
    while (outcomes.length < batch.length) {
      const at = outcomes.length;
      if (at > 0 && performance.now() >= deadline) break;
      const alike = batch.slice(at, at + ROWS_TOGETHER);
      if (alike.length === ROWS_TOGETHER && alike.every(isCreation)) {
        outcomes.push(...this.#createTogether(alike, now));
      } else {
        outcomes.push(this.#applyWithin(batch[at] as Operation, now));
      }
      if (!this.#transaction.isOpen) break;
    }
    return outcomes;
  }

  #createTogether(creations: readonly Operation<'createPrompt'>[], now: string): Outcome[] {
    try {
      const ids = this.#operations.createTogether(creations, now);
      return ids.map((value) => ({ state: 'done', value }));
    } catch (error) {
      // SQLite rolled the transaction back: a statement now would be a commit of its own. The caller runs all of them again.
      if (!this.#transaction.isOpen) return allFailed(creations, error);
      // None of them is left. Run one by one, each gets its own outcome.
      const outcomes: Outcome[] = [];
      for (const creation of creations) {
        outcomes.push(this.#applyWithin(creation, now));
        if (!this.#transaction.isOpen) break;
      }
      return outcomes;
    }
  }

  #applyWithin(operation: Operation, now: string): Outcome {
    const needsSavepoint = hasSeveralStatements(operation);
    try {
      if (needsSavepoint) this.#savepoint.run();
      const value = this.#operations.apply(operation, now);
      if (needsSavepoint) this.#release.run();
      return { state: 'done', value };
    } catch (error) {
      if (needsSavepoint) this.#undoSavepoint();
      return { state: 'failed', error: toDatabaseError(error) };
    }
  }

  #undoSavepoint(): void {
    // SQLite may have rolled back the whole transaction, and the savepoint with it.
    if (!this.#transaction.isOpen) return;
    try {
      this.#undo.run();
      this.#release.run();
    } catch {
      // Without the savepoint the half operation would be committed: all operations run again.
      this.#transaction.rollback();
    }
  }

  /** Runs one operation in a transaction of its own. */
  runAlone(operation: Operation): Outcome {
    return inOwnTransaction(this.#transaction, this.#operations, operation);
  }

  #runSingly(operations: readonly Operation[]): CommittedGroup {
    const startedAt = performance.now();
    const outcomes = operations.map((operation) => this.runAlone(operation));
    const commits = outcomes.filter(({ state }) => state === 'done').length;
    return { outcomes, commits, applyMs: 0, commitMs: performance.now() - startedAt };
  }
}

const isCreation = (operation: Operation): operation is Operation<'createPrompt'> =>
  operation[0] === 'createPrompt';

function allFailed(operations: readonly Operation[], cause: unknown): Outcome[] {
  const error = toDatabaseError(cause);
  return operations.map(() => ({ state: 'failed', error }));
}
