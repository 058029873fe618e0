import type { BenchFixture } from './bench-fixture.ts';
import { type DeclaredTest, suitesOf } from './declared-test.ts';
import { createTestContext, SkipTest } from './test-context.ts';

type Cleanup = () => unknown;

/** How a test ended that did not fail. */
export type TestEnd = { state: 'passed' } | { state: 'skipped'; note: string | null };

/**
 * Runs one test with the hooks around it: before hooks from the outermost suite inwards, after
 * hooks and what before hooks returned from the innermost outwards, also when the test failed.
 *
 * @param atEnd Called when the test function is through, before what cleans up.
 * @throws the first error; a failing clean-up does not keep the others from running.
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
  const run = async (all: readonly Cleanup[]) => {
    for (const cleanup of all.toReversed()) await attempt(cleanup);
  };
  await run(cleanups.Each);
  const failures = errors.filter((error) => !(error instanceof SkipTest));
  const askedFor = [...(failures.length > 0 ? handlers.failed : []), ...handlers.finished];
  await run(askedFor.map((handler) => () => handler(context)));
  await run(cleanups.All);
  const later = errors.filter((error) => !(error instanceof SkipTest));
  if (later.length > 0) throw later[0];
  const [skip] = errors;
  return skip instanceof SkipTest ? { state: 'skipped', note: skip.note } : { state: 'passed' };
}
