import type { MetricSource, ToolMetric } from '../tool-report/metric-source.ts';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { ConcurrentTestResult } from '../load/concurrent-test-result.ts';
import { ConcurrentTester } from '../load/concurrent-tester.ts';
import { resultMetrics } from '../load/result-metrics.ts';
import type { PromptTarget } from './prompt-target.ts';
import { DATABASE_OPERATIONS, type DatabaseOperation, stepOf, type Workload } from './workload.ts';
import { type Verification, WrittenPrompts } from './written-prompts.ts';

export interface DatabaseTestOptions {
  /** Operations to run, always in the order of the default. @default all */
  workload?: readonly DatabaseOperation[];
  /** Repetitions of each operation; for a batch, the least number of prompts. @default 1000 */
  operations?: number;
  /** Operations in flight at any time. @default 20 */
  concurrency?: number;
  /** Numbers of prompts in a batch; each size is a separate operation. @default [1, 10, 100] */
  batchSizes?: readonly number[];
  /** Number of prompts in a list, and limit of a search. @default 50 */
  listLimit?: number;
  /** Share of point reads in the mix, in [0, 1]; the other operations insert. @default 0.8 */
  readShare?: number;
  /** Seed of the prompts and of the choice of reads. @default 1 */
  seed?: number;
  /** Time limit of an operation, in ms. A slower one is abandoned and counts as a failure. @default none */
  timeoutMs?: number;
  /** Ends the test with its reason when aborted. */
  signal?: AbortSignal;
}

interface PlannedOperation {
  operation: DatabaseOperation;
  /** Only for `insert batch`. */
  batchSize?: number;
}

/** Result of one operation of a database test. */
export type DatabaseOperationResult = PlannedOperation &
  (
    | {
        state: 'measured';
        result: ConcurrentTestResult;
        /** Share of the operations that succeeded, in [0, 1]. */
        success: number;
      }
    | { state: 'unavailable'; reason: string }
  );

export interface DatabaseTestResult<Id> {
  operations: DatabaseOperationResult[];
  /** Whether every acknowledged prompt can be read at the end. */
  verification: Verification<Id>;
}

type Settings = Required<Omit<DatabaseTestOptions, 'signal' | 'timeoutMs'>> &
  Pick<DatabaseTestOptions, 'signal' | 'timeoutMs'>;

/**
 * Runs a fixed workload against a store of prompts: single inserts, batches, point reads, lists, searches, and reads
 * mixed with inserts. It checks the answers: a read that differs from what was written is a failure, and at the end it
 * reads every acknowledged prompt again. Give it a store that it may fill, ideally an empty one.
 *
 * @example
 * const tester = new DatabasePerformanceTester(store, { concurrency: 20 });
 * const { operations, verification } = await tester.run();
 * await saveReport('reports/store.json', { suite: 'store', sources: [tester] });
 */
export class DatabasePerformanceTester<Id = number> implements MetricSource {
  readonly #target: PromptTarget<Id>;
  readonly #settings: Settings;
  #metrics: ToolMetric[] = [];

  /** @throws {PerfKitError} `BAD_ARGUMENT` when an option is out of its range. */
  constructor(target: PromptTarget<Id>, options: DatabaseTestOptions = {}) {
    this.#target = target;
    const { workload = DATABASE_OPERATIONS, operations = 1_000, concurrency = 20 } = options;
    const { batchSizes = [1, 10, 100], listLimit = 50, readShare = 0.8, seed = 1 } = options;
    this.#settings = {
      workload,
      operations,
      concurrency,
      batchSizes,
      listLimit,
      readShare,
      seed,
      timeoutMs: options.timeoutMs,
      signal: options.signal,
    };
    checkSettings(this.#settings);
  }

  /**
   * @throws the reason of `signal` once it is aborted.
   * @throws {PerfKitError} `BAD_ARGUMENT` when the seed is not a whole number from 0 to 2³² - 1, or `timeoutMs` is out
   *   of range.
   */
  async run(): Promise<DatabaseTestResult<Id>> {
    const { concurrency, seed, signal } = this.#settings;
    // Loaded lazily: faker's words take longer to load than the rest of this package.
    const { TestDataGenerator } = await import('../data/test-data-generator.ts');
    const written = new WrittenPrompts<Id>();
    const generator = new TestDataGenerator({ seed });
    const workload = { ...this.#settings, target: this.#target, generator, written };
    const operations: DatabaseOperationResult[] = [];
    for (const planned of this.#plan()) {
      operations.push({ ...planned, ...(await this.#measure(planned, workload)) });
      signal?.throwIfAborted();
    }
    const verification = await written.verify(
      { getPrompt: this.#target.getPrompt?.bind(this.#target) },
      concurrency,
    );
    this.#metrics = [
      ...operations.flatMap((operation) => this.#metricsOf(operation)),
      ...verificationMetrics(verification),
    ];
    return { operations, verification };
  }

  /**
   * Returns metrics of the newest run: latency, throughput (for batches: prompts per second) and success of each
   * operation, and the number of acknowledged prompts that were lost or altered.
   */
  metrics(): ToolMetric[] {
    return [...this.#metrics];
  }

  #plan(): PlannedOperation[] {
    const { workload, batchSizes } = this.#settings;
    return DATABASE_OPERATIONS.filter((operation) => workload.includes(operation)).flatMap(
      (operation): PlannedOperation[] =>
        operation === 'insert batch'
          ? batchSizes.map((batchSize) => ({ operation, batchSize }))
          : [{ operation }],
    );
  }

  async #measure({ operation, batchSize = 1 }: PlannedOperation, workload: Workload<Id>) {
    const step = stepOf(operation, workload, batchSize);
    if (typeof step === 'string') return { state: 'unavailable', reason: step } as const;
    const { operations, concurrency, timeoutMs, signal } = this.#settings;
    const times = Math.max(Math.ceil(operations / batchSize), Math.min(operations, concurrency));
    const tester = new ConcurrentTester({ operations: times, concurrency, timeoutMs, signal });
    const result = await tester.run(step);
    const success = result.succeeded / (result.succeeded + result.failed);
    return { state: 'measured', result, success } as const;
  }

  #metricsOf(measured: DatabaseOperationResult): ToolMetric[] {
    if (measured.state === 'unavailable') return [];
    const { operation, batchSize, result } = measured;
    const { operations, concurrency, readShare, timeoutMs } = this.#settings;
    const params = {
      operations,
      concurrency,
      ...(batchSize !== undefined && { batchSize }),
      ...(operation === 'mix' && { readShare }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
    return resultMetrics(result, params).map((metric) => ({
      ...metric,
      name: `${operation} ${metric.name}`,
      samples:
        metric.kind === 'throughput'
          ? metric.samples.map((perSecond) => perSecond * (batchSize ?? 1))
          : metric.samples,
    }));
  }
}

function verificationMetrics<Id>(verification: Verification<Id>): ToolMetric[] {
  if (verification.state === 'unavailable') return [];
  const { lost, altered, written, durationMs } = verification;
  return [
    {
      name: 'prompts lost or altered',
      kind: 'count',
      unit: '1',
      better: 'lower',
      samples: [lost.length + altered.length],
      counters: { written, lost: lost.length, altered: altered.length },
      durationMs,
    },
  ];
}

function checkSettings(settings: Settings): void {
  const { workload, batchSizes, readShare } = settings;
  const counts = (['operations', 'concurrency', 'listLimit'] as const).map(
    (name) => [name, settings[name]] as const,
  );
  for (const [name, value] of [
    ...counts,
    ...batchSizes.map((size) => ['batchSizes', size] as const),
  ]) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new PerfKitError('BAD_ARGUMENT', `${name} must be whole numbers from 1, got ${value}.`);
  }
  if (!(readShare >= 0 && readShare <= 1)) {
    throw new PerfKitError('BAD_ARGUMENT', `readShare must be from 0 to 1, got ${readShare}.`);
  }
  const unknown = workload.find((operation) => !DATABASE_OPERATIONS.includes(operation));
  if (unknown === undefined && workload.length > 0) return;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `workload must name some of ${DATABASE_OPERATIONS.join(', ')}, got ${unknown ?? 'none'}.`,
  );
}
