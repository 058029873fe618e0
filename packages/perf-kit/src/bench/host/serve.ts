import { registerHooks } from 'node:module';
import type { BenchOptions } from 'tinybench';
import type { ForkMessage, ForkRequest, TestPath } from '../../fork/protocol.ts';
import { SUITE_SEPARATOR } from '../../report/series.ts';
import { importFile } from '../../transform/import-file.ts';
import { createBenchFixture, type DeclaredFunction } from './bench-fixture.ts';
import { collectedTests, type CollectedTest, pathOf } from './collect.ts';
import { HostError } from './errors.ts';
import { watchHandles } from './open-handles.ts';
import { passOver } from './pass-over.ts';
import { runTest } from './run-test.ts';
// It has to be there before the bench file first asks for standard output.
import './standard-output.ts';

type Tell = (message: ForkMessage) => void;
type Request<Name extends ForkRequest['do']> = Extract<ForkRequest, { do: Name }>;

// Only in forks: the bench file's test runner is answered by the host instead.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'vitest') return next(specifier, context);
    return { url: new URL('./vitest-api.ts', import.meta.url).href, shortCircuit: true };
  },
});

/** Loads a bench file and tells its tests. */
export async function listTests({ file }: Request<'list-tests'>, tell: Tell): Promise<void> {
  await load(file);
  const tests = collectedTests().map(pathOf);
  assertNamedApart(tests);
  tell({ event: 'tests', tests });
}

/** Loads a bench file, runs one of its tests, and tells what it measured. */
export async function measureTest(
  { file, test: path, sampling }: Request<'measure-test'>,
  tell: Tell,
): Promise<void> {
  const test = await loadTest(file, path);
  const { measureWall } = await import('./measure-wall.ts');
  const { reversed, asDeclared = false, only } = sampling;
  const measure = (benchmark: DeclaredFunction, options?: BenchOptions) => {
    const { name, instruments } = benchmark;
    tell({ event: 'declared', benchmark: { name, instruments } });
    const isOfOthers = asDeclared && instruments?.includes('wall') === false;
    const isLeftOut = only?.includes(name) === false;
    return isOfOthers || isLeftOut
      ? passOver(name)
      : measureWall(benchmark, { sampling, options, tell });
  };
  const openSince = watchHandles();
  await runTest(test, createBenchFixture({ measure, reversed }));
  const open = await openSince();
  if (open !== '') {
    throw new HostError(
      'LEFT_OPEN',
      `it left open what would keep its process alive: ${open}. Close it in the test or in afterAll.`,
    );
  }
}

/** Loads a bench file, runs one of its tests without its benchmarks, and tells their names. */
export async function listBenchmarks(
  { file, test: path }: Request<'list-benchmarks'>,
  tell: Tell,
): Promise<void> {
  const measure = ({ name, instruments }: DeclaredFunction) => {
    tell({ event: 'declared', benchmark: { name, instruments } });
    return passOver(name);
  };
  await runTest(await loadTest(file, path), createBenchFixture({ measure }));
}

/** Loads a bench file, runs one benchmark of one of its tests uncounted, and tells how it behaves. */
export async function inspectBenchmark(
  { timeMs, ...request }: Request<'inspect-benchmark'>,
  tell: Tell,
): Promise<void> {
  // Counting comes next: what it needs is compiled here, for the cache.
  const [{ inspect }] = await Promise.all([
    import('./inspect.ts'),
    import('./read-heap.ts'),
    import('./run-windows.ts'),
  ]);
  await runOne(request, async (benchmark) => {
    tell({ event: 'inspected', inspection: await inspect(benchmark, timeMs) });
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
  await runOne(request, async (benchmark) => {
    tell({ event: 'started', what: benchmark.name });
    tell({ event: 'profiled', profiled: await profileIterations(benchmark, started, timeMs) });
  });
}

/** Runs a test as usual, less all of its benchmarks but one. */
async function runOne(
  { file, test: path, benchmark: wanted }: { file: string; test: TestPath; benchmark: string },
  use: (benchmark: DeclaredFunction) => Promise<void>,
): Promise<void> {
  let isFound = false;
  const measure = async (benchmark: DeclaredFunction) => {
    if (benchmark.name === wanted) {
      isFound = true;
      await use(benchmark);
    }
    return passOver(benchmark.name);
  };
  await runTest(await loadTest(file, path), createBenchFixture({ measure }));
  if (isFound) return;
  const title = path.join(SUITE_SEPARATOR);
  throw new HostError(
    'MISSING_BENCHMARK',
    `The test "${title}" of ${file} runs no benchmark "${wanted}".`,
  );
}

async function loadTest(file: string, path: TestPath): Promise<CollectedTest> {
  await load(file);
  const wanted = JSON.stringify(path);
  const test = collectedTests().find((one) => JSON.stringify(pathOf(one)) === wanted);
  if (test === undefined) throw new HostError('MISSING_TEST', `${file} has no test ${wanted} now.`);
  return test;
}

function assertNamedApart(tests: readonly TestPath[]): void {
  const names = tests.map((path) => path.join(SUITE_SEPARATOR));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new HostError('NAME_TAKEN', `Two tests are named "${twice}".`);
  }
}

async function load(file: string): Promise<void> {
  try {
    await importFile(file);
  } catch (error) {
    const missing = /'vitest' does not provide an export named '([^']+)'/.exec(String(error));
    throw missing === null ? error : HostError.notSupplied(`"${missing[1]}" of vitest`);
  }
}
