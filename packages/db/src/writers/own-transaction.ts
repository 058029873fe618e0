import { toDatabaseError } from '../connection/sqlite-error.ts';
import type { Apply } from '../operations/apply.ts';
import type { Operation } from '../operations/operation.ts';
import type { Transaction } from './transaction.ts';
import type { Outcome } from './writer.ts';

/** Runs one operation in a transaction of its own: it is committed, or leaves nothing behind. */
export function inOwnTransaction(
  transaction: Transaction,
  apply: Apply,
  operation: Operation,
): Outcome {
  try {
    transaction.begin();
    const value = apply(operation, new Date().toISOString());
    transaction.commit();
    return { state: 'done', value };
  } catch (error) {
    transaction.rollback();
    return { state: 'failed', error: toDatabaseError(error) };
  }
}
