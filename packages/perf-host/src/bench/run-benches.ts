import type { Project } from '@night-pilot/perf-report/workspace';
import { type Environment, type Fork, type Metric, summarize } from '@night-pilot/perf-report';
import { runInFork } from '../fork/run-in-fork.ts';
import { INTERRUPTED, unlessAborted } from '../process/unless-aborted.ts';
import { listTests, type ListedTest, suiteOf } from './list-tests.ts';
import { type BenchPlan, samplingOf } from './plan.ts';
import type {
  DeclaredBenchmark,
  FailureDescription,
  ForkMessage,
  ForkRequest,
  SamplePlan,
  TestPath,
} from '../fork/protocol.ts';

export interface RunBenchesOptions {
  project: Project;
  /** Absolute paths of bench files. */
  files: readonly string[];
  environment: Environment;
  plan: BenchPlan;
  /**
   * The benchmarks whose time is taken: `all`; `declared`, those that ask for `wall` or for no
   * instrument; or none, and only the `names` of benchmarks are told.
   *
   * @default 'declared'
   */
  take?: 'all' | 'declared' | 'names';
  /** Told once of each benchmark that a test runs. */
  onDeclared?: (benchmark: DeclaredInTest) => void;
  /** Only tests whose suite (titles joined by ` › `) passes. @default all */
  wanted?: (suite: string) => boolean;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** A benchmark, and the test that runs it. */
export interface DeclaredInTest extends DeclaredBenchmark {
  file: string;
  test: TestPath;
}

/** What is known so far about one benchmark. */
interface Measurement {
  suite: string;
  name: string;
  forks: Fork[];
  error: FailureDescription | null;
  /** Why it is left out. null: it is not. */
  leftOut: string | null;
}

/**
 * Measures benchmarks in bare Node forks, one test a fork. All tests take turns, fork by fork, so
 * that a disturbance of some seconds does not hit all the evidence of one of them, and every
 * second fork measures the arms of a comparison in reverse.
 *
 * @returns A metric for each benchmark, in the order of the files. A test that failed in any fork
 *   makes its benchmarks `failed`; the others go on. When `signal` is aborted meanwhile, benchmarks
 *   have the forks that were measured until then; a test without any is `unavailable`.
 * @throws the reason of `signal` when it is aborted before the first fork.
 */
export async function runBenches(options: RunBenchesOptions): Promise<Metric[]> {
  const { wanted = () => true, signal } = options;
  const measurements = new Map<string, Measurement>();
  const { limitMs } = options.plan;
  const { tests: selected, failures } = await listTests({ ...options, wanted, limitMs });
  for (const { suite, name, error } of failures) {
    measurements.set(keyOf(suite, name), { suite, name, forks: [], error, leftOut: null });
  }
  const ended = new Set<ListedTest>();
  await unlessAborted(signal, () => takeTurns(selected, { ended, measurements }, options));
  const known = [...measurements.values()];
  const missed = selected.filter(
    (test) => !ended.has(test) && !known.some(({ suite }) => suite === suiteOf(test.path)),
  );
  return [
    ...known.map((measurement) => toMetric(measurement, options)),
    ...missed.map((test) => notReached(test, options)),
  ];
}

/** What is known so far, for whoever ends it. */
interface SoFar {
  /** Tests of which a fork has ended. */
  ended: Set<ListedTest>;
  measurements: Map<string, Measurement>;
}

async function takeTurns(
  selected: readonly ListedTest[],
  { ended, measurements }: SoFar,
  options: RunBenchesOptions,
): Promise<void> {
  const { plan, take, onProgress } = options;
  const rounds = take === 'names' ? 1 : plan.forks;
  const total = selected.length * rounds;
  const broken = new Set<ListedTest>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, test] of selected.entries()) {
      const suite = suiteOf(test.path);
      onProgress?.(round * selected.length + index, total, suite);
      if (broken.has(test)) continue;
      const isSound = await measureOnce(test, round, options, measurements);
      ended.add(test);
      if (!isSound) broken.add(test);
    }
  }
  onProgress?.(total, total, '');
}

/** @returns false when it need not be tried again: something failed, or it skipped itself. */
async function measureOnce(
  { file, path }: ListedTest,
  round: number,
  options: RunBenchesOptions,
  measurements: Map<string, Measurement>,
): Promise<boolean> {
  const { project, plan, signal, onDeclared, take = 'declared' } = options;
  const suite = suiteOf(path);
  const membersOf = () => [...measurements.values()].filter((one) => one.suite === suite);
  const plans = plansOf(membersOf());
  let isSound = true;
  let isToBeRepeated = false;
  const declared = new Set<string>();
  const missing = new Set<string>();
  const measurementOf = (name: string): Measurement => {
    const key = keyOf(suite, name);
    const known = measurements.get(key) ?? { suite, name, forks: [], error: null, leftOut: null };
    measurements.set(key, known);
    return known;
  };
  const isTimed = ({ instruments }: DeclaredBenchmark) =>
    take === 'all' || (take === 'declared' && instruments?.includes('wall') !== false);
  const onMessage = (message: ForkMessage) => {
    if (message.event === 'measured') {
      // A test that is run as a whole measures what was not asked for as well.
      if (!missing.delete(message.benchmark)) return;
      measurementOf(message.benchmark).forks.push(message.fork);
    } else if (message.event === 'declared') {
      const { benchmark } = message;
      if (declared.has(benchmark.name)) return;
      declared.add(benchmark.name);
      if (isTimed(benchmark)) missing.add(benchmark.name);
      if (round === 0) onDeclared?.({ file, test: path, ...benchmark });
    } else if (message.event === 'skipped') {
      if (declared.size > 0) return;
      measurementOf('test').leftOut = skipReason(message.note);
      isSound = false;
    } else if (message.event === 'failed' && signal?.aborted !== true) {
      if (message.error.code === 'AFTER_PASS_OVER' && !isToBeRepeated) {
        isToBeRepeated = true;
        return;
      }
      measurementOf(message.what ?? 'test').error = message.error;
      // What was never begun disturbed nothing: the others of its test go on.
      if (!isAlone(message.error)) isSound = false;
    }
  };
  const run = (request: ForkRequest) =>
    runInFork(request, { cwd: project.root, limitMs: plan.limitMs, signal, onMessage });
  await run(requestFor({ file, path }, { round, plans }, options));
  if (isToBeRepeated) await run(wholeTest({ file, path }, { round, plans }, options));
  if (isSound) {
    for (const name of missing) measurementOf(name).error = MEASURED_NOTHING;
    const hasFailed = membersOf().some(({ error }) => error !== null);
    if (declared.size === 0 && !hasFailed) measurementOf('test').error = MEASURED_NOTHING;
    isSound = declared.size > 0 && missing.size === 0;
  }
  if (!isSound) failTogether(membersOf());
  return isSound;
}

const MEASURED_NOTHING: FailureDescription = {
  code: 'MEASURED_NOTHING',
  message: 'it measured nothing: a test has to await bench(…).run() or bench.compare(…)',
};

function skipReason(note: string | null): string {
  return note === null ? 'the test skips itself' : `the test skips itself: ${note}`;
}

/** What the first fork of each benchmark was found to need: all take as many and equal samples. */
function plansOf(measurements: readonly Measurement[]): Record<string, SamplePlan> {
  return Object.fromEntries(
    measurements.flatMap(({ name, forks: [first] }) =>
      first === undefined
        ? []
        : [[name, { batch: first.iterationsPerSample, samples: first.samples.length }]],
    ),
  );
}

function requestFor(
  { file, path }: Pick<ListedTest, 'file' | 'path'>,
  { round, plans }: { round: number; plans: Record<string, SamplePlan> },
  { plan, take = 'declared' }: RunBenchesOptions,
): ForkRequest {
  if (take === 'names') return { do: 'list-benchmarks', file, test: path };
  const reversed = round % 2 === 1;
  const asDeclared = take === 'declared';
  return {
    do: 'measure-test',
    file,
    test: path,
    sampling: { ...samplingOf(plan, { reversed }), asDeclared, plans },
  };
}

/**
 * A test whose own code failed where a benchmark was passed over is run again with all of its benchmarks, as
 * its code may need what they give; briefly where only their names are wanted.
 */
function wholeTest(
  { file, path }: Pick<ListedTest, 'file' | 'path'>,
  { round, plans }: { round: number; plans: Record<string, SamplePlan> },
  { plan, take }: RunBenchesOptions,
): ForkRequest {
  const isBrief = take === 'names';
  const sampling = samplingOf(isBrief ? { ...plan, ...BRIEF } : plan, {
    reversed: round % 2 === 1,
  });
  return { do: 'measure-test', file, test: path, sampling: { ...sampling, plans } };
}

const BRIEF = { timeMs: 1, warmupTimeMs: 1 };

/** What shared a test with a failure is not measured as often as was asked for: it fails as well. */
function failTogether(measurements: readonly Measurement[]): void {
  const culprit = measurements.find(({ error }) => error !== null && !isAlone(error));
  if (culprit === undefined || culprit.error === null) return;
  const { code, message } = culprit.error;
  for (const other of measurements) {
    other.error ??= { code, message: `"${culprit.name}" of the same test failed: ${message}` };
  }
}

/** What was never begun says nothing about the others of its test. */
function isAlone({ code }: FailureDescription): boolean {
  return code === 'MEASURED_NOTHING';
}

function keyOf(suite: string, name: string): string {
  return JSON.stringify([suite, name]);
}

function toMetric(measurement: Measurement, options: RunBenchesOptions): Metric {
  const { suite, name, forks, error, leftOut } = measurement;
  const identity = identityOf({ suite, name }, options);
  if (error !== null) return { state: 'failed', ...identity, error };
  if (leftOut !== null) return { state: 'unavailable', ...identity, reason: leftOut };
  return {
    state: 'measured',
    ...identity,
    origin: 'measured',
    kind: 'time',
    unit: 'ns',
    better: 'lower',
    forks,
    summary: summarize(forks),
  };
}

/** The names of its benchmarks are not known: a test is asked for them by running it. */
function notReached({ path }: ListedTest, options: RunBenchesOptions): Metric {
  const identity = identityOf({ suite: suiteOf(path), name: 'test' }, options);
  return { state: 'unavailable', ...identity, reason: INTERRUPTED };
}

function identityOf(
  of: { suite: string; name: string },
  { project, environment }: RunBenchesOptions,
) {
  return {
    project: project.name,
    ...of,
    params: {},
    instrument: 'wall',
    environment: environment.id,
  } as const;
}
