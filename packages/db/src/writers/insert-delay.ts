import type { Operations } from '../operations/prepare-operations.ts';

/**
 * For tests only: milliseconds that HighPerfDatabase sleeps before each insert of a prompt, so that a test can
 * make it slow on purpose. Read when a store opens, and when its writer thread starts.
 */
const VARIABLE = 'NIGHT_PILOT_DB_TEST_INSERT_DELAY_MS';

/** `operations`, slowed as the environment says; themselves where it says nothing. */
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
