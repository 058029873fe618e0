import { type BenchFixtureOptions, createBenchFixture } from './bench-fixture.ts';
import type { DeclaredTest } from './declared-test.ts';
import { HostError } from './errors.ts';
import { areExpectationsVoid, restoreExpectations } from './expect.ts';
import { runTest, type TestEnd } from './run-test.ts';
import type { Unmeasured } from './unmeasured.ts';

export interface RunBenchTestOptions extends BenchFixtureOptions {
  /**
   * Returns true when this process has measured all that it was asked for. A failure of the test's own code after that
   * may come from a time that was not taken, and is ignored.
   *
   * @default never
   */
  isComplete?: () => boolean;
}

/** How a test ended, and the benchmarks that measured nothing. */
export interface BenchTestEnd {
  end: TestEnd;
  unmeasured: ReturnType<Unmeasured['atEnd']>;
}

/**
 * Runs a test with a bench fixture of its own.
 *
 * @throws what a benchmark or the test threw; `AFTER_PASS_OVER` when the test's own code failed after a benchmark was
 *   passed over.
 */
export async function runBenchTest(
  test: DeclaredTest,
  { measure, isComplete = () => false, ...options }: RunBenchTestOptions,
): Promise<BenchTestEnd> {
  const thrown: unknown[] = [];
  restoreExpectations();
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
    const message = error instanceof Error ? error.message : String(error);
    throw new HostError('AFTER_PASS_OVER', message, { cause: error });
  }
}
