import {
  describeRun,
  REPORT_SCHEMA_VERSION,
  type TestOutcome,
  writeReport,
} from '@night-pilot/perf-report';
import { printError } from '@night-pilot/perf-report/text';
import { partTarget, reportProgress } from '@night-pilot/perf-report/workspace';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { describeFailure } from '../errors.ts';
import { MetricCollector } from './metric-collector.ts';
import {
  describeAttempt,
  describeRunError,
  describeUnstarted,
  type TestContext,
} from './test-outcome.ts';

export interface PerfReporterOptions {
  /** Name of the project, from `findProject`. */
  project: string;
  /** A folder in the project. */
  projectRoot: string;
}

/**
 * Writes the PerfReport of a run, with the measurements and the outcomes of its tests, to
 * `partTarget(project, 'perf')`. An interrupted run, or one without tests (`--list`), writes nothing and
 * keeps an earlier report. If the report cannot be written, the run ends with one sentence and exit
 * code 2.
 */
export default class PerfReporter implements Reporter {
  readonly #options: PerfReporterOptions;
  readonly #metrics: MetricCollector;
  readonly #startedAt = new Date();
  /** Outcome of the last attempt, by test id. */
  readonly #tests = new Map<string, TestOutcome>();
  /** Errors outside of the tests, such as those of a global set-up or a worker that crashed. */
  readonly #runErrors: TestError[] = [];
  #suite: Suite | null = null;
  #context: TestContext;
  #failure: unknown = null;

  constructor(options: PerfReporterOptions) {
    this.#options = options;
    this.#context = { project: options.project, shard: null };
    this.#metrics = new MetricCollector(options.project);
  }

  onBegin({ shard }: FullConfig, suite: Suite): void {
    this.#suite = suite;
    this.#context = { ...this.#context, shard };
    this.#progress('starting the browser');
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#tests.set(test.id, describeAttempt(test, result, this.#context));
    this.#metrics.add(test, result);
    this.#progress(test.title);
  }

  onError(error: TestError): void {
    this.#runErrors.push(error);
  }

  async onEnd({ status }: FullResult): Promise<void> {
    if (this.#suite === null || this.#tests.size === 0 || status === 'interrupted') return;
    try {
      await this.#write(this.#suite);
    } catch (error) {
      this.#failure = error;
    }
  }

  /** Runs when every reporter has finished. Only here may a run choose its exit code. */
  async onExit(): Promise<void> {
    if (this.#failure === null) return;
    printError(`${describeFailure(this.#failure)}\n`);
    process.exit(2);
  }

  printsToStdio(): boolean {
    return false;
  }

  async #write(suite: Suite): Promise<void> {
    const { project, projectRoot } = this.#options;
    const run = describeRun(this.#startedAt, projectRoot);
    const unstarted = suite.allTests().filter(({ id }) => !this.#tests.has(id));
    await writeReport(partTarget(project, 'perf', projectRoot), {
      schemaVersion: REPORT_SCHEMA_VERSION,
      run,
      ...this.#metrics.finish(),
      tests: [
        ...this.#tests.values(),
        ...unstarted.map((test) => describeUnstarted(test, this.#context, run.startedAt)),
        ...this.#runErrors.map((error) => describeRunError(error, this.#context, run.startedAt)),
      ],
      attachments: [],
    });
  }

  #progress(label: string): void {
    reportProgress({
      project: this.#options.project,
      kind: 'perf',
      done: this.#tests.size,
      total: this.#suite?.allTests().length ?? 0,
      label,
    });
  }
}
