import type { ForkMessage, Sampling } from '../protocol.ts';
import { createBenchFixture } from './bench-fixture.ts';
import { type CollectedTest, suitesOf } from './collect.ts';

/**
 * Runs one test with the hooks around it: before hooks from the outermost suite inwards, after
 * hooks from the innermost outwards, also when the test failed.
 */
export async function runTest(
  test: CollectedTest,
  sampling: Sampling,
  tell: (message: ForkMessage) => void,
): Promise<void> {
  const outwards = suitesOf(test).toReversed();
  const inwards = outwards.toReversed();
  try {
    for (const name of ['beforeAll', 'beforeEach'] as const) {
      for (const hook of inwards.flatMap(({ hooks }) => hooks[name])) await hook();
    }
    await test.run({ bench: createBenchFixture(sampling, tell) });
  } finally {
    for (const name of ['afterEach', 'afterAll'] as const) {
      for (const hook of outwards.flatMap(({ hooks }) => hooks[name].toReversed())) await hook();
    }
  }
}
