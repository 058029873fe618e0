import { benchPlan, type DeclaredInTest } from '@night-pilot/perf-host/bench';
import {
  type FailureDescription,
  type ForkMessage,
  type ForkRequest,
  runInFork,
  type TestPath,
} from '@night-pilot/perf-host/fork';
import { suiteOf } from './declared-in-head.ts';
import type { Arm } from './paired-benchmarks.ts';

/** A benchmark as one version runs it. */
export interface ListedBenchmark extends DeclaredInTest {
  /** Why it cannot be measured there; null: nothing is known against it. */
  failure: FailureDescription | null;
}

/** What a bench file holds in one version. */
export interface ListedFile {
  benchmarks: ListedBenchmark[];
  /** Why it could not be loaded. */
  failure: FailureDescription | null;
  /** Of tests that failed, by their suite. */
  failedTests: Map<string, FailureDescription>;
}

export interface ListOptions {
  wanted: (suite: string) => boolean;
  /** Names of the benchmarks of a test that are called as well, to see whether they run. @default none */
  called?: (test: TestPath) => readonly string[];
  signal?: AbortSignal | undefined;
}

/**
 * The benchmarks of a bench file in one version: loads it, and runs every test once in a process of its own.
 *
 * @throws the reason of `signal` when it is aborted.
 */
export async function listFile(arm: Arm, options: ListOptions): Promise<ListedFile> {
  const { wanted, signal } = options;
  let tests: TestPath[] = [];
  const listed: ListedFile = { benchmarks: [], failure: null, failedTests: new Map() };
  await ask(arm, { do: 'list-tests', file: arm.file }, signal, (message) => {
    if (message.event === 'tests') tests = message.tests.map(({ path }) => path);
    if (message.event === 'failed') listed.failure = message.error;
  });
  for (const test of tests.filter((path) => wanted(suiteOf(path)))) {
    const { benchmarks, failure } = await listTest(arm, test, options);
    listed.benchmarks.push(...benchmarks);
    if (failure !== null) listed.failedTests.set(suiteOf(test), failure);
  }
  return listed;
}

/** The benchmarks of one test in one version. What a test declared before it failed cannot be measured either. */
export async function listTest(
  arm: Arm,
  test: TestPath,
  { called, signal }: Pick<ListOptions, 'called' | 'signal'>,
): Promise<{ benchmarks: ListedBenchmark[]; failure: FailureDescription | null }> {
  const { file } = arm;
  const declared: DeclaredInTest[] = [];
  const failures = new Map<string, FailureDescription>();
  let failure: FailureDescription | null = null;
  const request: ForkRequest = { do: 'list-benchmarks', file, test, called: called?.(test) ?? [] };
  await ask(arm, request, signal, (message) => {
    if (message.event === 'declared') declared.push({ file, test, ...message.benchmark });
    if (message.event === 'called' && message.failure !== null) {
      failures.set(message.benchmark, message.failure);
    }
    if (message.event !== 'failed') return;
    // Nobody awaits this one: the others of its test are sound.
    if (isOfOne(message)) failures.set(message.what, message.error);
    else failure ??= message.error;
  });
  const benchmarks = declared.map((benchmark) => ({
    ...benchmark,
    failure: failure ?? failures.get(benchmark.name) ?? null,
  }));
  return { benchmarks, failure };
}

type FailedMessage = Extract<ForkMessage, { event: 'failed' }>;

function isOfOne(message: FailedMessage): message is FailedMessage & { what: string } {
  return message.what !== null && message.error.code === 'MEASURED_NOTHING';
}

async function ask(
  { cwd }: Arm,
  request: ForkRequest,
  signal: AbortSignal | undefined,
  onMessage: (message: ForkMessage) => void,
): Promise<void> {
  const { limitMs } = benchPlan(true);
  await runInFork(request, { cwd, limitMs, signal, onMessage });
  signal?.throwIfAborted();
}
