import type { Database } from 'better-sqlite3';
import type { Operation } from './operation.ts';
import { promptOperations } from './prompts.ts';
import { resultOperations } from './results.ts';
import { scheduleOperations } from './schedules.ts';

/** Runs writes within the open transaction, at the time `now`. */
export interface Operations {
  /** Gives what the operation's method resolves to. */
  apply(operation: Operation, now: string): unknown;
  /**
   * The ids of prompts that several operations create, in their order. All or none of them: where it throws, and
   * the transaction is still open, nothing of it is left.
   */
  createTogether(creations: readonly Operation<'createPrompt'>[], now: string): number[];
}

/** Prepares every statement that writes, once for the life of the connection. */
export function prepareOperations(connection: Database): Operations {
  const prompts = promptOperations(connection);
  const schedules = scheduleOperations(connection);
  const results = resultOperations(connection);

  return {
    apply(operation, now) {
      switch (operation[0]) {
        case 'createPrompt':
          return prompts.create(operation, now);
        case 'createPrompts':
          return prompts.createMany(operation, now);
        case 'updatePrompt':
          return prompts.update(operation, now);
        case 'deletePrompt':
          return prompts.delete(operation);
        case 'createSchedule':
          return schedules.create(operation, now);
        case 'updateSchedule':
          return schedules.update(operation, now);
        case 'deleteSchedule':
          return schedules.delete(operation);
        case 'recordExecution':
          return results.record(operation, now);
        case 'addTokenUsage':
          return results.addTokenUsage(operation, now);
      }
    },

    createTogether: prompts.createTogether,
  };
}
