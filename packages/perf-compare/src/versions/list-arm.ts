import {
  benchPlan,
  type DeclaredInTest,
  listFile as listTestsOf,
} from '@night-pilot/perf-host/bench';
import {
  type FailureDescription,
  type ForkMessage,
  type ForkRequest,
  runInFork,
  type TestPath,
} from '@night-pilot/perf-host/fork';
import { suiteOf } from './titles.ts';
import type { Arm } from './paired-benchmarks.ts';

/** A benchmark as one version runs it. */
export interface ListedBenchmark extends DeclaredInTest {
  /** Why it cannot be measured there. null: no reason is known. */
  failure: FailureDescription | null;
}

/** The contents of a bench file in one version. */
export interface ListedFile {
  benchmarks: ListedBenchmark[];
  /** Why the file could not be loaded. null: it could. */
  failure: FailureDescription | null;
  /** Why tests failed, by their suite. */
  failedTests: Map<string, FailureDescription>;
}

export interface ListOptions {
  /** Only tests whose suite passes. @default all */
  wanted?: (suite: string) => boolean;
  /** Names the benchmarks of a test that are called as well, to see whether they run. @default none */
  called?: (test: TestPath) => readonly string[];
  signal?: AbortSignal | undefined;
}

/**
 * Lists the benchmarks of a bench file in one version: loads it, and runs every test once. Tests that simply pass share a
 * process; the others, and those whose benchmarks are called, have a fresh one each.
 *
 * @throws the reason of `signal` when it is aborted.
 */
export async function listFile(arm: Arm, options: ListOptions): Promise<ListedFile> {
  const { wanted = () => true, called, signal } = options;
  const { cwd, file } = arm;
  const { limitMs } = benchPlan(true);
  const listed: ListedFile = { benchmarks: [], failure: null, failedTests: new Map() };
  // A test whose benchmarks are called runs in a process of its own, and only there.
  const declare = called === undefined;
  const found = await listTestsOf(file, { cwd, declare, limitMs, signal });
  signal?.throwIfAborted();
  if (found.state === 'failed') return { ...listed, failure: found.error };
  for (const { path: test, declared } of found.tests) {
    if (!wanted(suiteOf(test))) continue;
    if (declared !== null) {
      const sound = declared.map((benchmark) => ({ file, test, ...benchmark, failure: null }));
      listed.benchmarks.push(...sound);
      continue;
    }
    const { benchmarks, failure } = await listTest(arm, test, options);
    listed.benchmarks.push(...benchmarks);
    if (failure !== null) listed.failedTests.set(suiteOf(test), failure);
  }
  return listed;
}

/** Lists the benchmarks of one test in one version. If the test fails, none of its benchmarks can be measured. */
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
    // A benchmark that nobody awaits fails alone: the others of its test are sound.
    if (isOfOneBenchmark(message)) failures.set(message.what, message.error);
    else failure ??= message.error;
  });
  const benchmarks = declared.map((benchmark) => ({
    ...benchmark,
    failure: failure ?? failures.get(benchmark.name) ?? null,
  }));
  return { benchmarks, failure };
}

type FailedMessage = Extract<ForkMessage, { event: 'failed' }>;

function isOfOneBenchmark(message: FailedMessage): message is FailedMessage & { what: string } {
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
