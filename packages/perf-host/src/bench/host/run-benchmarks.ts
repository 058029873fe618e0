import type { BenchmarkInFile } from '../../fork/bench-protocol.ts';
import type { BenchmarksInFile } from '../../fork/count-protocol.ts';
import { firstCall, type Benchmark } from './batch-timer.ts';
import type { BenchmarkToRun } from './bench-fixture.ts';
import { HostError } from './errors.ts';
import { loadTests, testOf } from './load-tests.ts';
import { passOver } from './pass-over.ts';
import { PhasedBenchmark } from './phases.ts';
import { runBenchTest } from './run-bench-test.ts';

export interface RunBenchmarksOptions {
  /** Times that all tests run, one after the other. @default 1 */
  passes?: number | undefined;
  /** Called for each wanted benchmark, in the order in which the tests run them. `pass`: from 0. */
  use: (benchmark: PhasedBenchmark, index: number, pass: number) => Promise<void>;
  /** Called for each benchmark that failed, or whose test did, with its index. May be called after `use`, and twice. */
  onFailure: (index: number, error: unknown) => Promise<void>;
}

/**
 * Runs benchmarks of one bench file, test by test. Each test runs once in a pass as usual, but passes over its other
 * benchmarks.
 *
 * @throws what loading the file throws.
 */
export async function runBenchmarks(
  { file, benchmarks }: BenchmarksInFile,
  { passes = 1, use, onFailure }: RunBenchmarksOptions,
): Promise<void> {
  const tests = await loadTests(file);
  const wanted = benchmarks.map((names, index) => ({ ...names, index }));
  const byTest = Map.groupBy(wanted, ({ test }) => JSON.stringify(test));
  const groups = Array.from({ length: passes }, (_, pass) =>
    [...byTest.values()].map((ofTest) => ({ ofTest, pass })),
  );
  for (const { ofTest, pass } of groups.flat()) {
    const left = new Map(ofTest.map(({ benchmark, index }) => [benchmark, index]));
    const measure = async (benchmark: BenchmarkToRun) => {
      const index = left.get(benchmark.name);
      if (index === undefined) return passOver(benchmark.name);
      left.delete(benchmark.name);
      try {
        await use(new PhasedBenchmark(benchmark), index, pass);
      } catch (error) {
        await onFailure(index, error);
      }
      return passOver(benchmark.name);
    };
    const path = ofTest[0]?.test ?? [];
    try {
      const test = testOf(tests, { file, path });
      const isComplete = () => left.size === 0;
      const { unmeasured } = await runBenchTest(test, { measure, isComplete });
      for (const [benchmark, index] of left) {
        const found = unmeasured.find(({ name }) => name === benchmark);
        const error = found?.error ?? (await missing({ file, test: path, benchmark }));
        await onFailure(index, error);
      }
    } catch (error) {
      for (const { index } of ofTest) await onFailure(index, error);
    }
  }
}

/**
 * Runs one benchmark of a test.
 *
 * @throws what it threw, or its test, or loading its file.
 */
export async function runBenchmark(
  { file, test, benchmark }: BenchmarkInFile,
  use: (benchmark: PhasedBenchmark) => Promise<void>,
): Promise<void> {
  const thrown: unknown[] = [];
  await runBenchmarks(
    { file, benchmarks: [{ test, benchmark }] },
    {
      use,
      onFailure(_index, error) {
        thrown.push(error);
        return Promise.resolve();
      },
    },
  );
  if (thrown.length > 0) throw thrown[0];
}

/** Runs a benchmark within its hooks; where a phase has hooks, after a first call in a warm-up. */
export function withinHooks(
  benchmark: PhasedBenchmark,
  use: (benchmark: Benchmark) => Promise<void>,
): Promise<void> {
  const warmUp = benchmark.hasPhaseHooks ? firstCall : () => Promise.resolve(null);
  return benchmark.run<unknown, void>(warmUp, use);
}

async function missing({ file, test, benchmark }: BenchmarkInFile): Promise<HostError> {
  const { SUITE_SEPARATOR } = await import('@night-pilot/perf-report/series');
  const title = test.join(SUITE_SEPARATOR);
  return new HostError(
    'MISSING_BENCHMARK',
    `The test "${title}" of ${file} runs no benchmark "${benchmark}".`,
  );
}
