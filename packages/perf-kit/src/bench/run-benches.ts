import { relative } from 'node:path';
import { PerfKitError } from '../errors.ts';
import type { Project } from '../report/project.ts';
import { SUITE_SEPARATOR } from '../report/series.ts';
import type { Environment, Fork, Metric } from '../report/schema.ts';
import { summarize } from '../report/summarize.ts';
import { runInFork } from '../fork/run-in-fork.ts';
import { INTERRUPTED, unlessAborted } from '../measure/unless-aborted.ts';
import { type BenchPlan, samplingOf } from './plan.ts';
import type {
  DeclaredBenchmark,
  FailureDescription,
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

interface ListedTest {
  file: string;
  path: TestPath;
}

/** What is known so far about one benchmark. */
interface Measurement {
  suite: string;
  name: string;
  forks: Fork[];
  error: FailureDescription | null;
}

/**
 * Measures benchmarks in bare Node forks, one test a fork. All tests take turns, fork by fork, so
 * that a disturbance of some seconds does not hit all the evidence of one of them, and every
 * second fork measures the arms of a comparison in reverse.
 *
 * @returns A metric for each benchmark, in the order of the files. A test that failed in any fork
 *   makes its benchmarks `failed`; the others go on. When `signal` is aborted meanwhile, benchmarks
 *   have the forks that were measured until then; a test without any is `unavailable`.
 * @throws {PerfKitError} `BENCH_FILE_INVALID` when two files have a test of the same name.
 * @throws the reason of `signal` when it is aborted before the first fork.
 */
export async function runBenches(options: RunBenchesOptions): Promise<Metric[]> {
  const { wanted = () => true, signal } = options;
  const measurements = new Map<string, Measurement>();
  const tests = await listTests(options, measurements);
  assertNamedApart(tests);
  const selected = tests.filter(({ path }) => wanted(suiteOf(path)));
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

async function listTests(
  { project, files, plan, signal }: RunBenchesOptions,
  measurements: Map<string, Measurement>,
): Promise<ListedTest[]> {
  const tests: ListedTest[] = [];
  for (const file of files) {
    const request = { do: 'list-tests', file } as const;
    await runInFork(request, {
      cwd: project.root,
      limitMs: plan.limitMs,
      signal,
      onMessage(message) {
        if (message.event === 'tests') {
          tests.push(...message.tests.map((path) => ({ file, path })));
        } else if (message.event === 'failed') {
          const name = relative(project.root, file);
          measurements.set(name, { suite: '', name, forks: [], error: message.error });
        }
      },
    });
  }
  return tests;
}

/** Within one file the host sees to it. */
function assertNamedApart(tests: readonly ListedTest[]): void {
  const files = new Map<string, string>();
  for (const { file, path } of tests) {
    const suite = suiteOf(path);
    const other = files.get(suite);
    if (other !== undefined && other !== file) {
      throw new PerfKitError(
        'BENCH_FILE_INVALID',
        `${other} and ${file} both have a test "${suite}": rename one, or they would be one series.`,
      );
    }
    files.set(suite, file);
  }
}

/** @returns false when something failed, so that the test need not be tried again. */
async function measureOnce(
  { file, path }: ListedTest,
  round: number,
  options: RunBenchesOptions,
  measurements: Map<string, Measurement>,
): Promise<boolean> {
  const { project, plan, signal, onDeclared } = options;
  const suite = suiteOf(path);
  const plans = plansOf([...measurements.values()].filter((one) => one.suite === suite));
  let isSound = true;
  let declared = 0;
  const measurementOf = (name: string): Measurement => {
    const key = JSON.stringify([suite, name]);
    const known = measurements.get(key) ?? { suite, name, forks: [], error: null };
    measurements.set(key, known);
    return known;
  };
  const request = requestFor({ file, path }, { round, plans }, options);
  await runInFork(request, {
    cwd: project.root,
    limitMs: plan.limitMs,
    signal,
    onMessage(message) {
      if (message.event === 'measured') {
        measurementOf(message.benchmark).forks.push(message.fork);
      } else if (message.event === 'declared') {
        declared += 1;
        if (round === 0) onDeclared?.({ file, test: path, ...message.benchmark });
      } else if (message.event === 'failed' && signal?.aborted !== true) {
        measurementOf(message.what ?? 'test').error = message.error;
        isSound = false;
      }
    },
  });
  if (isSound && declared === 0) {
    const message = 'it measured nothing: a test has to await bench(…).run() or bench.compare(…)';
    measurementOf('test').error = { code: 'MEASURED_NOTHING', message };
    isSound = false;
  }
  if (!isSound) failTogether([...measurements.values()].filter((one) => one.suite === suite));
  return isSound;
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
  { file, path }: ListedTest,
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

/** What shared a test with a failure is not measured as often as was asked for: it fails as well. */
function failTogether(measurements: readonly Measurement[]): void {
  const culprit = measurements.find(({ error }) => error !== null);
  if (culprit === undefined || culprit.error === null) return;
  const { code, message } = culprit.error;
  for (const other of measurements) {
    other.error ??= { code, message: `"${culprit.name}" of the same test failed: ${message}` };
  }
}

function suiteOf(path: TestPath): string {
  return path.join(SUITE_SEPARATOR);
}

function toMetric({ suite, name, forks, error }: Measurement, options: RunBenchesOptions): Metric {
  const identity = identityOf({ suite, name }, options);
  if (error !== null) return { state: 'failed', ...identity, error };
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
