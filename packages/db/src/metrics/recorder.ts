import type { DatabaseError } from '../errors.ts';
import type { Commit } from '../writers/writer.ts';
import { publishCommit, publishOperation, publishSlowQuery } from './channels.ts';
import { HealthMonitor } from './health-monitor.ts';
import { LateHistogram } from './late-histogram.ts';
import type { OperationMetrics, SlowQuery, StoreMetrics } from '../store-metrics.ts';

const SLOW_QUERIES_KEPT = 20;
const HOUR_NS = 3_600_000_000_000;
const NS_PER_MS = 1e6;

/** Metrics that only the store itself knows. */
export type StoreStatus = Pick<
  StoreMetrics,
  'store' | 'queueDepth' | 'walBytes' | 'readers' | 'cache'
>;

/** Counts the calls and commits of a store. */
export class MetricsRecorder {
  readonly #methods = new Map<string, MethodRecorder>();
  readonly #health = new HealthMonitor();
  readonly #commits = { direct: 0, thread: 0 };
  readonly #batchSizes = new LateHistogram(1_000_000);
  readonly #slowQueries: SlowQuery[] = [];
  #committedWrites = 0;

  /** Returns the recorder of one method. */
  method(name: string): MethodRecorder {
    const recorder = this.#methods.get(name) ?? new MethodRecorder(name, this.#health);
    this.#methods.set(name, recorder);
    return recorder;
  }

  committed(commit: Commit): void {
    this.#commits[commit.where] += 1;
    this.#committedWrites += commit.size;
    if (commit.size > 0) {
      this.#batchSizes.record(commit.size);
      this.#health.wrote();
    }
    publishCommit(commit);
  }

  /** Call this with a failure that no call has had yet. */
  failed(error: DatabaseError): void {
    this.#health.failed(error);
  }

  slow(query: Omit<SlowQuery, 'at'>): void {
    const slow = { at: new Date().toISOString(), ...query };
    this.#slowQueries.unshift(slow);
    this.#slowQueries.length = Math.min(this.#slowQueries.length, SLOW_QUERIES_KEPT);
    publishSlowQuery(slow);
  }

  metrics(status: StoreStatus): StoreMetrics {
    const called = [...this.#methods].filter(([, { count }]) => count > 0);
    const batches = this.#commits.direct + this.#commits.thread;
    const size = (percent: number) => this.#batchSizes.percentile(percent);
    return {
      ...status,
      operations: Object.fromEntries(called.map(([name, method]) => [name, method.metrics()])),
      batches,
      commits: { ...this.#commits },
      meanBatchSize: batches === 0 ? 0 : this.#committedWrites / batches,
      batchSize: { p50: size(50), p95: size(95), p99: size(99), max: size(100) },
      slowQueries: [...this.#slowQueries],
      health: this.#health.health,
    };
  }
}

/** Counts the calls of one method. */
export class MethodRecorder {
  readonly #name: string;
  readonly #health: HealthMonitor;
  readonly #latenciesNs = new LateHistogram(HOUR_NS);
  #count = 0;
  #failures = 0;
  #totalMs = 0;
  #maxMs = 0;

  constructor(name: string, health: HealthMonitor) {
    this.#name = name;
    this.#health = health;
  }

  get count(): number {
    return this.#count;
  }

  /** @param startedAt `performance.now()` at the start of the call */
  ended(startedAt: number, error: DatabaseError | null): void {
    const durationMs = performance.now() - startedAt;
    this.#latenciesNs.record(durationMs * NS_PER_MS);
    this.#count += 1;
    this.#totalMs += durationMs;
    if (durationMs > this.#maxMs) this.#maxMs = durationMs;
    if (error !== null) {
      this.#failures += 1;
      this.#health.failed(error);
    }
    publishOperation(this.#name, durationMs, error === null ? null : error.code);
  }

  metrics(): OperationMetrics {
    const percentileMs = (percent: number) => this.#latenciesNs.percentile(percent) / NS_PER_MS;
    return {
      count: this.#count,
      failures: this.#failures,
      totalMs: this.#totalMs,
      meanMs: this.#totalMs / this.#count,
      p50Ms: percentileMs(50),
      p95Ms: percentileMs(95),
      p99Ms: percentileMs(99),
      maxMs: this.#maxMs,
    };
  }
}
