import type { BenchFixture } from './bench-fixture.ts';
import { type DeclaredTest, suitesOf } from './declared-test.ts';
import { createTestContext, SkipTest } from './test-context.ts';

type Cleanup = () => unknown;

/** End of a test that did not fail. */
export type TestEnd = { state: 'passed' } | { state: 'skipped'; note: string | null };

/**
 * Runs one test with the hooks around it: before hooks from the outermost suite inwards, then after hooks and the functions
 * that before hooks returned from the innermost outwards, also when the test fails.
 *
 * @param atEnd Called after the test function, before any clean-up.
 * @throws the first error. A failing clean-up does not stop the others.
 */
export async function runTest(
  test: DeclaredTest,
  bench: BenchFixture,
  atEnd: () => void = () => undefined,
): Promise<TestEnd> {
  const { context, atEnd: handlers } = createTestContext(test, bench);
  const errors: unknown[] = [];
  const attempt = async (run: () => unknown) => {
    try {
      return await run();
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  };
  const cleanups: Record<'All' | 'Each', Cleanup[]> = { All: [], Each: [] };
  for (const kind of ['All', 'Each'] as const) {
    for (const { hooks } of suitesOf(test)) {
      cleanups[kind].push(...hooks[`after${kind}`].map((hook) => () => hook(context)));
      for (const hook of hooks[`before${kind}`]) {
        if (errors.length > 0) break;
        const returned = await attempt(() => hook(context));
        if (typeof returned === 'function') cleanups[kind].push(returned as Cleanup);
      }
    }
  }
  if (errors.length === 0) await attempt(() => test.run(context));
  if (errors.length === 0) await attempt(atEnd);
  const cleanUp = async (functions: readonly Cleanup[]) => {
    for (const cleanup of functions.toReversed()) await attempt(cleanup);
  };
  await cleanUp(cleanups.Each);
  const failures = errors.filter((error) => !(error instanceof SkipTest));
  const registered = [...(failures.length > 0 ? handlers.failed : []), ...handlers.finished];
  await cleanUp(registered.map((handler) => () => handler(context)));
  await cleanUp(cleanups.All);
  const allFailures = errors.filter((error) => !(error instanceof SkipTest));
  if (allFailures.length > 0) throw allFailures[0];
  const [skip] = errors;
  return skip instanceof SkipTest ? { state: 'skipped', note: skip.note } : { state: 'passed' };
}
