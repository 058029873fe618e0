import type { Apply } from '../operations/apply.ts';

/**
 * For tests only: milliseconds that the writer thread of HighPerfDatabase sleeps before each insert of
 * a prompt, so that a test can make it slow on purpose. Read once, when a writer thread starts.
 */
const VARIABLE = 'NIGHT_PILOT_DB_TEST_INSERT_DELAY_MS';

/** `apply`, slowed as the environment says; itself where it says nothing. */
export function withInsertDelay(apply: Apply, environment: NodeJS.ProcessEnv): Apply {
  const delayMs = Number(environment[VARIABLE] ?? 0);
  if (!(delayMs > 0)) return apply;

  const neverNotified = new Int32Array(new SharedArrayBuffer(4));
  return (operation, now) => {
    if (operation[0] === 'createPrompt' || operation[0] === 'createPrompts') {
      Atomics.wait(neverNotified, 0, 0, delayMs);
    }
    return apply(operation, now);
  };
}
