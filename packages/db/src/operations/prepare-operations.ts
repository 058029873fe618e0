import type { Database } from 'better-sqlite3';
import { prepareCreateTogether } from './create-prompt.ts';
import type { Operation, OperationName } from './operation.ts';
import { OPERATIONS } from './operations.ts';

/** Runs writes within the open transaction, at the time `now`. */
export interface Operations {
  /** Runs an operation and gives the result of its method. */
  apply(operation: Operation, now: string): unknown;
  /**
   * Creates {@link ROWS_TOGETHER} prompts with one statement and gives their ids in order. If it throws while the
   * transaction is still open, none of them is left.
   */
  createTogether(creations: readonly Operation<'createPrompt'>[], now: string): number[];
}

type Apply = Operations['apply'];

/** Prepares every statement that writes, once for the life of the connection. */
export function prepareOperations(connection: Database): Operations {
  const prepared = Object.entries(OPERATIONS).map(
    ([name, { prepare }]) => [name, prepare(connection)] as const,
  );
  const applyByName = Object.fromEntries(prepared) as Record<OperationName, Apply>;
  return {
    apply: (operation, now) => applyByName[operation[0]](operation, now),
    createTogether: prepareCreateTogether(connection),
  };
}
