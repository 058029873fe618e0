import type { BenchFixture } from './bench-fixture.ts';
import { type CollectedTest, suitesOf } from './collect.ts';

type Cleanup = () => unknown;

/**
 * Runs one test with the hooks around it: before hooks from the outermost suite inwards, after
 * hooks and what before hooks returned from the innermost outwards, also when the test failed.
 *
 * @throws the first error; a failing clean-up does not keep the others from running.
 */
export async function runTest(test: CollectedTest, bench: BenchFixture): Promise<void> {
  const errors: unknown[] = [];
  const attempt = async (run: () => unknown) => {
    try {
      return await run();
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  };
  const cleanups: Cleanup[] = [];
  for (const kind of ['All', 'Each'] as const) {
    for (const { hooks } of suitesOf(test)) {
      cleanups.push(...hooks[`after${kind}`]);
      for (const hook of hooks[`before${kind}`]) {
        if (errors.length > 0) break;
        const returned = await attempt(hook);
        if (typeof returned === 'function') cleanups.push(returned as Cleanup);
      }
    }
  }
  if (errors.length === 0) await attempt(() => test.run({ bench }));
  for (const cleanup of cleanups.toReversed()) await attempt(cleanup);
  if (errors.length > 0) throw errors[0];
}
