import { toDatabaseError } from '../sqlite-error.ts';
import type { Operations } from '../operations/prepare-operations.ts';
import { hasSeveralStatements, type Operation } from '../operations/operation.ts';
import type { Transaction } from './transaction.ts';
import type { Outcome } from './writer.ts';

/**
 * Runs one operation in a transaction of its own: commits it or leaves nothing behind. A single statement is already a
 * transaction.
 */
export function inOwnTransaction(
  transaction: Transaction,
  operations: Operations,
  operation: Operation,
): Outcome {
  try {
    if (!hasSeveralStatements(operation)) {
      const apply = () => operations.apply(operation, new Date().toISOString());
      return { state: 'done', value: transaction.alone(apply) };
    }
    transaction.begin();
    const value = operations.apply(operation, new Date().toISOString());
    transaction.commit();
    return { state: 'done', value };
  } catch (error) {
    transaction.rollback();
    return { state: 'failed', error: toDatabaseError(error) };
  }
}
