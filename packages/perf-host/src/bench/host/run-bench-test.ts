import { type BenchFixtureOptions, createBenchFixture } from './bench-fixture.ts';
import type { CollectedTest } from './collect.ts';
import { HostError } from './errors.ts';
import { areExpectationsVoid } from './expect.ts';
import { runTest, type TestEnd } from './run-test.ts';
import type { Unmeasured } from './unmeasured.ts';

export interface RunBenchTestOptions extends BenchFixtureOptions {
  /**
   * All that this process is to measure is measured: a failure of the test's own code after that, which
   * may come from a time that was not taken, is of no interest. @default never
   */
  isComplete?: () => boolean;
}

/** How a test ended, and which of its benchmarks measured nothing. */
export interface BenchTestEnd {
  end: TestEnd;
  unmeasured: ReturnType<Unmeasured['atEnd']>;
}

/**
 * Runs a test with a bench fixture of its own.
 *
 * @throws what a benchmark or the test threw; `AFTER_PASS_OVER` where the test's own code failed and a
 *   benchmark was passed over before.
 */
export async function runBenchTest(
  test: CollectedTest,
  { measure, isComplete = () => false, ...options }: RunBenchTestOptions,
): Promise<BenchTestEnd> {
  const thrown: unknown[] = [];
  const fixture = createBenchFixture({
    ...options,
    async measure(benchmark) {
      try {
        return await measure(benchmark);
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    },
  });
  let unmeasured: BenchTestEnd['unmeasured'] = [];
  const atEnd = () => {
    unmeasured = fixture.unmeasured.atEnd();
  };
  try {
    const end = await runTest(test, fixture.bench, atEnd);
    return { end, unmeasured };
  } catch (error) {
    if (thrown.length > 0) throw thrown[0];
    if (!areExpectationsVoid() || error instanceof HostError) throw error;
    if (isComplete()) return { end: { state: 'passed' }, unmeasured };
    throw new HostError('AFTER_PASS_OVER', error instanceof Error ? error.message : String(error));
  }
}
