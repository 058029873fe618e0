import { describeFailure } from '../../fork/describe-failure.ts';
import type {
  FailureDescription,
  ForkMessage,
  ForkRequest,
  TestPath,
} from '../../fork/protocol.ts';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { firstCall, type Benchmark } from './batch-timer.ts';
import type { BenchmarkToRun } from './bench-fixture.ts';
import { pathOf } from './collect.ts';
import { watchLinesOf } from './declared-at.ts';
import { HostError } from './errors.ts';
import { loadTest, loadTests } from './load-tests.ts';
import { watchHandles } from './open-handles.ts';
import { passOver } from './pass-over.ts';
import { PhasedBenchmark } from './phases.ts';
import { runBenchTest } from './run-bench-test.ts';
// It has to be there before the bench file first asks for standard output.
import { withoutOutput } from './standard-output.ts';

type Tell = (message: ForkMessage) => void;
type Request<Name extends ForkRequest['do']> = Extract<ForkRequest, { do: Name }>;

/** Loads a bench file and tells its tests. */
export async function listTests({ file }: Request<'list-tests'>, tell: Tell): Promise<void> {
  watchLinesOf(file);
  const tests = await loadTests(file);
  tell({
    event: 'tests',
    tests: tests.map((test) => ({ path: pathOf(test), line: test.line })),
  });
}

/** Loads a bench file, runs one of its tests, and tells what it measured. */
export async function measureTest(
  { file, test: path, sampling }: Request<'measure-test'>,
  tell: Tell,
): Promise<void> {
  const test = await loadTest(file, path);
  const { measureWall } = await import('./measure-wall.ts');
  const { reversed, asDeclared = false, only } = sampling;
  const left = new Set(only);
  const measure = async (benchmark: BenchmarkToRun) => {
    const { name, instruments } = benchmark;
    tell({ event: 'declared', benchmark: { name, instruments } });
    const isOfOthers = asDeclared && instruments?.includes('wall') === false;
    if (isOfOthers || only?.includes(name) === false) return passOver(name);
    const outcome = await measureWall(new PhasedBenchmark(benchmark), { sampling, tell });
    left.delete(name);
    return outcome;
  };
  const openSince = watchHandles();
  const isComplete = () => only !== undefined && left.size === 0;
  const { end, unmeasured } = await runBenchTest(test, { measure, reversed, isComplete });
  tellUnmeasured(
    unmeasured.filter(({ name }) => only?.includes(name) ?? true),
    tell,
  );
  if (end.state === 'skipped') tell({ event: 'skipped', note: end.note });
  const open = await openSince();
  if (open !== '') {
    throw new HostError(
      'LEFT_OPEN',
      `it left open what would keep its process alive: ${open}. Close it in the test or in afterAll.`,
    );
  }
}

/**
 * Loads a bench file, runs one of its tests without its benchmarks, and tells their names; of those that are to be called
 * also whether they run.
 */
export async function listBenchmarks(
  { file, test: path, called = [] }: Request<'list-benchmarks'>,
  tell: Tell,
): Promise<void> {
  const measure = async (benchmark: BenchmarkToRun) => {
    const { name, instruments } = benchmark;
    tell({ event: 'declared', benchmark: { name, instruments } });
    if (called.includes(name)) {
      tell({ event: 'called', benchmark: name, failure: await failureOfCalls(benchmark) });
    }
    return passOver(name);
  };
  const { end, unmeasured } = await runBenchTest(await loadTest(file, path), { measure });
  tellUnmeasured(unmeasured, tell);
  if (end.state === 'skipped') tell({ event: 'skipped', note: end.note });
}

function tellUnmeasured(
  unmeasured: readonly { name: string; error: FailureDescription }[],
  tell: Tell,
): void {
  for (const { name, error } of unmeasured) {
    tell({ event: 'failed', what: name, error: { code: error.code, message: error.message } });
  }
}

async function failureOfCalls(benchmark: BenchmarkToRun): Promise<FailureDescription | null> {
  try {
    await new PhasedBenchmark(benchmark).run(firstCall, () => Promise.resolve());
    return null;
  } catch (error) {
    return describeFailure(error);
  }
}

/** Loads a bench file, runs one benchmark of one of its tests uncounted, and tells how it behaves. */
export async function inspectBenchmark(
  { timeMs, ...request }: Request<'inspect-benchmark'>,
  tell: Tell,
): Promise<void> {
  // Counting comes next: what it needs is compiled here, for the cache.
  const [{ inspect }, { readSourceFacts }] = await Promise.all([
    import('./inspect.ts'),
    import('./read-source-facts.ts'),
    import('./read-heap.ts'),
    import('./run-windows.ts'),
  ]);
  await runOne(request, async (benchmark) => {
    const inspection = await withoutOutput(() => inspect(benchmark, timeMs));
    tell({ event: 'inspected', inspection, sources: readSourceFacts() });
  });
}

/** Loads a bench file, runs one benchmark of one of its tests, and tells what it allocated. */
export async function readHeap(
  { windows, ...request }: Request<'read-heap'>,
  tell: Tell,
): Promise<void> {
  const heap = await import('./read-heap.ts');
  await runOne(request, async (benchmark) => {
    tell({ event: 'read', heap: await heap.readHeap(benchmark, windows) });
  });
}

/** Loads a bench file and runs one benchmark of one of its tests in the windows that it is asked for. */
export async function runWindows(request: Request<'run-windows'>, tell: Tell): Promise<void> {
  const windows = await import('./run-windows.ts');
  await runOne(request, async (benchmark) => {
    tell({ event: 'ran', waits: await windows.runWindows(benchmark) });
  });
}

/** Loads a bench file, runs one benchmark of one of its tests for some time, and tells its profile. */
export async function profileBenchmark(
  { profiler, timeMs, compilation = 'as-usual', ...request }: Request<'profile-benchmark'>,
  tell: Tell,
): Promise<void> {
  const { compileAs, profileIterations, startProfiler } = await import('./profile-iterations.ts');
  compileAs(profiler === 'heap' ? 'nothing-inlined' : compilation);
  // V8 notes the lines of what it compiles only while a profiler runs.
  const started = await startProfiler(profiler);
  await runOneInPhases(request, async (benchmark) => {
    tell({ event: 'started', what: benchmark.name });
    tell({ event: 'profiled', profiled: await profileIterations(benchmark, started, timeMs) });
  });
}

interface OneBenchmark {
  file: string;
  test: TestPath;
  benchmark: string;
}

/** Calls one benchmark of a test with what has to happen around its run, and around a first call before. */
async function runOne(
  of: OneBenchmark,
  use: (benchmark: Benchmark) => Promise<void>,
): Promise<void> {
  await runOneInPhases(of, (benchmark) => {
    const warmUp = benchmark.hasPhaseHooks ? firstCall : () => Promise.resolve(null);
    return benchmark.run<unknown, void>(warmUp, use);
  });
}

/** Runs a test as usual, less all of its benchmarks but one. */
async function runOneInPhases(
  { file, test: path, benchmark: wanted }: OneBenchmark,
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
  if (isUsed) return;
  const title = path.join(SUITE_SEPARATOR);
  throw new HostError(
    'MISSING_BENCHMARK',
    `The test "${title}" of ${file} runs no benchmark "${wanted}".`,
  );
}
