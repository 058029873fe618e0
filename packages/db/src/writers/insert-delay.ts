import type { Operations } from '../operations/prepare-operations.ts';

/**
 * For tests only: delay of each insert of a prompt in HighPerfDatabase, in milliseconds. A test can make the store slow with it.
 * Read when a store opens and when its writer thread starts.
 */
const VARIABLE = 'NIGHT_PILOT_DB_TEST_INSERT_DELAY_MS';

/** Delays the inserts of `operations` if the variable is set; otherwise returns `operations` unchanged. */
export function withInsertDelay(
  operations: Operations,
  environment: NodeJS.ProcessEnv,
): Operations {
  const delayMs = Number(environment[VARIABLE] ?? 0);
  if (!(delayMs > 0)) return operations;

  const neverNotified = new Int32Array(new SharedArrayBuffer(4));
  const sleep = (inserts: number) => Atomics.wait(neverNotified, 0, 0, inserts * delayMs);
  return {
    apply(operation, now) {
      if (operation[0] === 'createPrompt' || operation[0] === 'createPrompts') sleep(1);
      return operations.apply(operation, now);
    },
    createTogether(creations, now) {
      sleep(creations.length);
      return operations.createTogether(creations, now);
    },
  };
}
