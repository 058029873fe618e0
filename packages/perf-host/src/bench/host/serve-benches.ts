import type { BenchmarkInFile, BenchRequest } from '../../fork/bench-protocol.ts';
import type { CountRequest } from '../../fork/count-protocol.ts';
import type { FailureDescription } from '../../fork/failure.ts';
import type { ForkRoom, RequestOf, Send } from '../../fork/protocol.ts';
import { firstCall, type Benchmark } from './batch-timer.ts';
import type { BenchmarkToRun } from './bench-fixture.ts';
import { watchLinesOf } from './declared-at.ts';
import { pathOf } from './declared-test.ts';
import { HostError } from './errors.ts';
import { loadTest, loadTests } from './load-tests.ts';
import { watchHandles } from './open-handles.ts';
import { passOver } from './pass-over.ts';
import { PhasedBenchmark } from './phases.ts';
import { runBenchTest } from './run-bench-test.ts';
// It has to be loaded before the bench file first asks for standard output.
import { withoutOutput } from './standard-output.ts';

/** Answers requests about bench files. */
export const benchRoom: ForkRoom<(BenchRequest | CountRequest)['do']> = {
  tidiesUp: false,
  handlers: {
    'list-tests': listTests,
    'measure-test': measureTest,
    'list-benchmarks': listBenchmarks,
    'profile-benchmark': profileBenchmark,
    'inspect-benchmark': inspectBenchmark,
    'read-heap': readHeap,
    'run-windows': runWindows,
  },
};

/** Loads a bench file and sends its tests. */
async function listTests({ file }: RequestOf<'list-tests'>, send: Send): Promise<void> {
  watchLinesOf(file);
  const tests = await loadTests(file);
  send({
    event: 'tests',
    tests: tests.map((test) => ({ path: pathOf(test), line: test.line })),
  });
}

/** Loads a bench file, runs one of its tests, and sends what it measured. */
async function measureTest(
  { file, test: path, sampling }: RequestOf<'measure-test'>,
  send: Send,
): Promise<void> {
  const test = await loadTest(file, path);
  const { measureWall } = await import('./measure-wall.ts');
  const { reversed, asDeclared = false, only } = sampling;
  const left = new Set(only);
  const measure = async (benchmark: BenchmarkToRun) => {
    const { name, instruments } = benchmark;
    send({ event: 'declared', benchmark: { name, instruments } });
    const isForOthers = asDeclared && instruments?.includes('wall') === false;
    if (isForOthers || only?.includes(name) === false) return passOver(name);
    const outcome = await measureWall(new PhasedBenchmark(benchmark), { sampling, send });
    left.delete(name);
    return outcome;
  };
  const openSince = watchHandles();
  const isComplete = () => only !== undefined && left.size === 0;
  const { end, unmeasured } = await runBenchTest(test, { measure, reversed, isComplete });
  sendUnmeasured(
    unmeasured.filter(({ name }) => only?.includes(name) ?? true),
    send,
  );
  if (end.state === 'skipped') send({ event: 'skipped', note: end.note });
  const open = await openSince();
  if (open !== '') {
    throw new HostError(
      'LEFT_OPEN',
      `it left open what would keep its process alive: ${open}. Close it in the test or in afterAll.`,
    );
  }
}

/**
 * Loads a bench file, runs one of its tests without its benchmarks, and sends their names. Those in `called` are
 * called a few times, to see whether they run.
 */
async function listBenchmarks(
  { file, test: path, called = [] }: RequestOf<'list-benchmarks'>,
  send: Send,
): Promise<void> {
  const measure = async (benchmark: BenchmarkToRun) => {
    const { name, instruments } = benchmark;
    send({ event: 'declared', benchmark: { name, instruments } });
    if (called.includes(name)) {
      send({ event: 'called', benchmark: name, failure: await failureOfCalls(benchmark) });
    }
    return passOver(name);
  };
  const { end, unmeasured } = await runBenchTest(await loadTest(file, path), { measure });
  sendUnmeasured(unmeasured, send);
  if (end.state === 'skipped') send({ event: 'skipped', note: end.note });
}

function sendUnmeasured(
  unmeasured: readonly { name: string; error: FailureDescription }[],
  send: Send,
): void {
  for (const { name, error } of unmeasured) {
    send({ event: 'failed', what: name, error: { code: error.code, message: error.message } });
  }
}

async function failureOfCalls(benchmark: BenchmarkToRun): Promise<FailureDescription | null> {
  try {
    await new PhasedBenchmark(benchmark).run(firstCall, () => Promise.resolve());
    return null;
  } catch (error) {
    const { describeFailure } = await import('../../fork/describe-failure.ts');
    return describeFailure(error);
  }
}

/** Loads a bench file, runs one benchmark of one of its tests uncounted, and sends how it behaves. */
async function inspectBenchmark(
  { timeMs, ...request }: RequestOf<'inspect-benchmark'>,
  send: Send,
): Promise<void> {
  // Counting comes next: what it needs is compiled here, for the cache.
  const [{ inspect }, { readSourceFacts }] = await Promise.all([
    import('./inspect.ts'),
    import('./read-source-facts.ts'),
    import('./read-heap.ts'),
    import('./run-windows.ts'),
  ]);
  await runBenchmark(request, async (benchmark) => {
    const inspection = await withoutOutput(() => inspect(benchmark, timeMs));
    send({ event: 'inspected', inspection, sources: readSourceFacts() });
  });
}

/** Loads a bench file, runs one benchmark of one of its tests, and sends what it allocated. */
async function readHeap(
  { windows, ...request }: RequestOf<'read-heap'>,
  send: Send,
): Promise<void> {
  const heap = await import('./read-heap.ts');
  await runBenchmark(request, async (benchmark) => {
    send({ event: 'read', heap: await heap.readHeap(benchmark, windows) });
  });
}

/** Loads a bench file and runs one benchmark of one of its tests in the windows that the counting process asks for. */
async function runWindows(request: RequestOf<'run-windows'>, send: Send): Promise<void> {
  const windows = await import('./run-windows.ts');
  await runBenchmark(request, async (benchmark) => {
    send({ event: 'ran', waits: await windows.runWindows(benchmark) });
  });
}

/** Loads a bench file, runs one benchmark of one of its tests for some time, and sends its profile. */
export async function profileBenchmark(
  { profiler, timeMs, compilation = 'as-usual', ...request }: RequestOf<'profile-benchmark'>,
  send: Send,
): Promise<void> {
  const { compileAs, profileIterations, startProfiler } = await import('./profile-iterations.ts');
  compileAs(profiler === 'heap' ? 'nothing-inlined' : compilation);
  // V8 notes the lines of what it compiles only while a profiler runs.
  const started = await startProfiler(profiler);
  await runBenchmarkInPhases(request, async (benchmark) => {
    send({ event: 'started', what: benchmark.name });
    send({ event: 'profiled', profiled: await profileIterations(benchmark, started, timeMs) });
  });
}

/** Runs one benchmark of a test within its hooks; where a phase has hooks, after a first call in a warm-up. */
async function runBenchmark(
  request: BenchmarkInFile,
  use: (benchmark: Benchmark) => Promise<void>,
): Promise<void> {
  await runBenchmarkInPhases(request, (benchmark) => {
    const warmUp = benchmark.hasPhaseHooks ? firstCall : () => Promise.resolve(null);
    return benchmark.run<unknown, void>(warmUp, use);
  });
}

/** Runs a test as usual, but passes over all of its benchmarks except one. */
async function runBenchmarkInPhases(
  { file, test: path, benchmark: wanted }: BenchmarkInFile,
  use: (benchmark: PhasedBenchmark) => Promise<void>,
): Promise<void> {
  let isUsed = false;
  const measure = async (benchmark: BenchmarkToRun) => {
    if (benchmark.name === wanted) {
      await use(new PhasedBenchmark(benchmark));
      isUsed = true;
    }
    return passOver(benchmark.name);
  };
  const test = await loadTest(file, path);
  const { unmeasured } = await runBenchTest(test, { measure, isComplete: () => isUsed });
  const failed = unmeasured.find(({ name }) => name === wanted);
  if (failed !== undefined) throw failed.error;
  if (!isUsed) throw await missingBenchmark({ file, test: path, benchmark: wanted });
}

async function missingBenchmark({ file, test, benchmark }: BenchmarkInFile): Promise<HostError> {
  const { SUITE_SEPARATOR } = await import('@night-pilot/perf-report/series');
  const title = test.join(SUITE_SEPARATOR);
  return new HostError(
    'MISSING_BENCHMARK',
    `The test "${title}" of ${file} runs no benchmark "${benchmark}".`,
  );
}
