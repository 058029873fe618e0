import type { BenchRequest, DeclaredBenchmark } from '../../fork/bench-protocol.ts';
import type { CountRequest } from '../../fork/count-protocol.ts';
import type { FailureDescription } from '../../fork/failure.ts';
import type { ForkRoom, RequestOf, Send } from '../../fork/protocol.ts';
import { tellParent } from '../../fork/window-channel.ts';
import { firstCall } from './batch-timer.ts';
import type { BenchmarkToRun } from './bench-fixture.ts';
import { watchLinesOf } from './declared-at.ts';
import { type DeclaredTest, pathOf } from './declared-test.ts';
import { HostError } from './errors.ts';
import { loadTest, loadTests } from './load-tests.ts';
import { watchHandles } from './open-handles.ts';
import { passOver } from './pass-over.ts';
import { PhasedBenchmark } from './phases.ts';
import { runBenchTest } from './run-bench-test.ts';
import { runBenchmark, runBenchmarks, withinHooks } from './run-benchmarks.ts';
// It has to be loaded before the bench file first asks for standard output.
import { withoutOutput } from './standard-output.ts';

/** Answers requests about bench files. */
export const benchRoom: ForkRoom<(BenchRequest | CountRequest)['do']> = {
  handlers: {
    'list-tests': listTests,
    'measure-test': measureTest,
    'list-benchmarks': listBenchmarks,
    'profile-benchmark': profileBenchmark,
    'inspect-benchmarks': inspectBenchmarks,
    'hash-modules': hashModules,
    'read-heap': readHeap,
    'run-windows': runWindows,
  },
};

/** Loads a bench file and sends its tests, and the benchmarks of those that are sound. */
async function listTests(
  { file, declare = false }: RequestOf<'list-tests'>,
  send: Send,
): Promise<void> {
  watchLinesOf(file);
  const tests = await loadTests(file);
  send({
    event: 'tests',
    tests: tests.map((test) => ({ path: pathOf(test), line: test.line })),
  });
  if (!declare) return;
  for (const test of tests) {
    const benchmarks = await declaredBy(test);
    if (benchmarks !== null) send({ event: 'listed', test: pathOf(test), benchmarks });
  }
}

/** Runs a test without its benchmarks. @returns its benchmarks; null when it does not simply pass. */
async function declaredBy(test: DeclaredTest): Promise<DeclaredBenchmark[] | null> {
  const benchmarks: DeclaredBenchmark[] = [];
  const measure = ({ name, instruments }: BenchmarkToRun) => {
    benchmarks.push({ name, instruments });
    return passOver(name);
  };
  try {
    const { end, unmeasured } = await runBenchTest(test, { measure });
    const isSound = end.state === 'passed' && unmeasured.length === 0 && benchmarks.length > 0;
    return isSound ? benchmarks : null;
  } catch {
    // In a process of its own it says why.
    return null;
  }
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
    return describe(error);
  }
}

/** Loads a bench file, runs some of its benchmarks uncounted, and sends how each behaves. */
async function inspectBenchmarks(
  { timeMs, ...request }: RequestOf<'inspect-benchmarks'>,
  send: Send,
): Promise<void> {
  // Counting comes next: what it needs is compiled here, for the cache.
  const [{ inspect }, { readSourceFacts }] = await Promise.all([
    import('./inspect.ts'),
    import('./read-source-facts.ts'),
    import('./run-windows.ts'),
  ]);
  await runBenchmarks(request, {
    use(benchmark, index) {
      send({ event: 'begun', index });
      return withinHooks(benchmark, async (within) => {
        const inspection = await withoutOutput(() => inspect(within, timeMs));
        send({ event: 'inspected', index, inspection, sources: readSourceFacts() });
      });
    },
    async onFailure(index, error) {
      send({ event: 'unmeasured', index, error: await describe(error) });
    },
  });
}

/** Loads a bench file, calls some of its benchmarks once, and sends a hash of all that was loaded. */
async function hashModules(request: RequestOf<'hash-modules'>, send: Send): Promise<void> {
  const ran = new Set<number>();
  await runBenchmarks(request, {
    async use(benchmark, index) {
      await withinHooks(benchmark, async (within) => void (await firstCall(within)));
      ran.add(index);
    },
    onFailure(index) {
      ran.delete(index);
      return Promise.resolve();
    },
  });
  const { hashLoadedModules } = await import('./hash-loaded-modules.ts');
  send({ event: 'hashed', modules: hashLoadedModules(), ran: [...ran] });
}

/** Loads a bench file, runs one benchmark of one of its tests, and sends what it allocated. */
async function readHeap(
  { windows, ...request }: RequestOf<'read-heap'>,
  send: Send,
): Promise<void> {
  const heap = await import('./read-heap.ts');
  await runBenchmark(request, (benchmark) =>
    withinHooks(benchmark, async (within) => {
      send({ event: 'read', heap: await heap.readHeap(within, windows) });
    }),
  );
}

/** Loads a bench file and runs some of its benchmarks in the windows that the counting process asks for. */
async function runWindows({ passes, ...request }: RequestOf<'run-windows'>): Promise<void> {
  const windows = await import('./run-windows.ts');
  await runBenchmarks(request, {
    passes,
    use(benchmark, index, pass) {
      tellParent({ is: 'begun', index, pass });
      return withinHooks(benchmark, async (within) => {
        tellParent({ is: 'ended', waits: await windows.runWindows(within) });
      });
    },
    async onFailure(index, error) {
      tellParent({ is: 'failed', index, error: await describe(error) });
    },
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
  await runBenchmark(request, async (benchmark) => {
    send({ event: 'started', what: benchmark.name });
    send({ event: 'profiled', profiled: await profileIterations(benchmark, started, timeMs) });
  });
}

async function describe(error: unknown): Promise<FailureDescription> {
  const { describeFailure } = await import('../../fork/describe-failure.ts');
  return describeFailure(error);
}
