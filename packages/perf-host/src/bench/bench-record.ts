import type { Environment, Fork, Metric } from '@night-pilot/perf-report';
import { measuredTimes } from './measured-times.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { DeclaredBenchmark, SamplePlan } from '../fork/bench-protocol.ts';
import type { FailureDescription } from '../fork/failure.ts';
import { INTERRUPTED } from '../process/unless-aborted.ts';
import { type ListedTest, type ListFailure, suiteOf } from './list-tests.ts';
import type { TestReport } from './test-report.ts';

/** The state of one benchmark in a run. */
interface Measurement {
  suite: string;
  name: string;
  forks: Fork[];
  error: FailureDescription | null;
  /** Why it is not measured. null: it is. */
  skipReason: string | null;
}

/** Returns true for a benchmark whose time is measured. */
export type IsTimed = (benchmark: DeclaredBenchmark) => boolean;

const MEASURED_NOTHING: FailureDescription = {
  code: 'MEASURED_NOTHING',
  message: 'it measured nothing: a test has to await bench(…).run() or bench.compare(…)',
};

/** Collects what forks report about the tests of a run. */
export class BenchRecord {
  readonly tests: readonly ListedTest[];
  readonly #measurements = new Map<string, Measurement>();
  /** Tests of which a fork has ended. */
  readonly #reached = new Set<ListedTest>();
  /** Tests that need not run again: something failed, or they skip themselves. */
  readonly #broken = new Set<ListedTest>();

  constructor({ tests, failures }: { tests: readonly ListedTest[]; failures: ListFailure[] }) {
    this.tests = tests;
    for (const { suite, name, error } of failures) this.#measurementOf(suite, name).error = error;
  }

  /** Returns true when it makes sense to run a test again. */
  isSound(test: ListedTest): boolean {
    return !this.#broken.has(test);
  }

  /** Returns the plans that the first fork of each benchmark found: all forks take as many and equal samples. */
  plansOf({ path }: ListedTest): Record<string, SamplePlan> {
    return Object.fromEntries(
      this.#membersOf(suiteOf(path)).flatMap(({ name, forks: [first] }) =>
        first === undefined
          ? []
          : [[name, { batch: first.iterationsPerSample, samples: first.samples.length }]],
      ),
    );
  }

  /** Adds the forks of evidence of a test. */
  addForks({ path }: ListedTest, { declared, forks }: TestReport, isTimed: IsTimed): void {
    for (const [name, fork] of forks) {
      const benchmark = declared.get(name);
      if (benchmark === undefined || !isTimed(benchmark)) continue;
      this.#measurementOf(suiteOf(path), name).forks.push(fork);
    }
  }

  /** Adds how a fork of a test ended: what failed, what was skipped, and what measured nothing. */
  addEnd(test: ListedTest, report: TestReport, isTimed: IsTimed): void {
    const { declared, forks, failures, skipped } = report;
    const suite = suiteOf(test.path);
    this.#reached.add(test);
    if (skipped !== null) {
      const reason = ['the test skips itself', skipped.note].filter(Boolean).join(': ');
      this.#measurementOf(suite, 'test').skipReason = reason;
    }
    for (const { name, error } of failures) this.#measurementOf(suite, name).error = error;
    const missing = [...declared.values()].filter(
      (benchmark) => isTimed(benchmark) && !forks.has(benchmark.name),
    );
    if (skipped === null && failures.every(({ error }) => isAlone(error))) {
      for (const { name } of missing) this.#measurementOf(suite, name).error = MEASURED_NOTHING;
      if (declared.size === 0 && failures.length === 0) {
        this.#measurementOf(suite, 'test').error = MEASURED_NOTHING;
      }
      if (declared.size > 0 && missing.length === 0) return;
    }
    this.#broken.add(test);
    failTogether(this.#membersOf(suite));
  }

  /** Returns a metric for each benchmark, and one for each test that no fork has reached. */
  metrics(context: { project: Project; environment: Environment }): Metric[] {
    const known = [...this.#measurements.values()];
    const suites = new Set(known.map(({ suite }) => suite));
    const missed = this.tests.filter(
      (test) => !this.#reached.has(test) && !suites.has(suiteOf(test.path)),
    );
    return [
      ...known.map((measurement) => toMetric(measurement, context)),
      ...missed.map(({ path }): Metric => {
        // Only running a test shows the names of its benchmarks.
        const identity = identityOf({ suite: suiteOf(path), name: 'test' }, context);
        return { state: 'unavailable', ...identity, reason: INTERRUPTED };
      }),
    ];
  }

  #membersOf(suite: string): Measurement[] {
    return [...this.#measurements.values()].filter((measurement) => measurement.suite === suite);
  }

  #measurementOf(suite: string, name: string): Measurement {
    const key = JSON.stringify([suite, name]);
    const known = this.#measurements.get(key);
    if (known !== undefined) return known;
    const measurement = { suite, name, forks: [], error: null, skipReason: null };
    this.#measurements.set(key, measurement);
    return measurement;
  }
}

/** If one benchmark of a test fails, the others have too few forks, so they fail too. */
function failTogether(measurements: readonly Measurement[]): void {
  const culprit = measurements.find(({ error }) => error !== null && !isAlone(error));
  if (culprit === undefined || culprit.error === null) return;
  const { code, message } = culprit.error;
  for (const measurement of measurements) {
    measurement.error ??= {
      code,
      message: `"${culprit.name}" of the same test failed: ${message}`,
    };
  }
}

/** A benchmark that never began has disturbed no other of its test. */
function isAlone({ code }: FailureDescription): boolean {
  return code === 'MEASURED_NOTHING';
}

function toMetric(
  { suite, name, forks, error, skipReason }: Measurement,
  context: { project: Project; environment: Environment },
): Metric {
  const identity = identityOf({ suite, name }, context);
  if (error !== null) return { state: 'failed', ...identity, error };
  if (skipReason !== null) return { state: 'unavailable', ...identity, reason: skipReason };
  return measuredTimes(identity, forks);
}

function identityOf(
  { suite, name }: { suite: string; name: string },
  { project, environment }: { project: Project; environment: Environment },
) {
  return {
    project: project.name,
    suite,
    name,
    params: {},
    instrument: 'wall',
    environment: environment.id,
  } as const;
}
