import type { OperationMetrics } from './metrics.ts';

interface Count {
  count: number;
  failures: number;
  totalMs: number;
}

/** Counts the calls of each method. */
export class MetricsRecorder {
  readonly #counts = new Map<string, Count>();

  /** @param startedAt `performance.now()` when the call came in */
  ended(method: string, startedAt: number, failed: boolean): void {
    let counted = this.#counts.get(method);
    if (counted === undefined) {
      counted = { count: 0, failures: 0, totalMs: 0 };
      this.#counts.set(method, counted);
    }
    counted.count += 1;
    if (failed) counted.failures += 1;
    counted.totalMs += performance.now() - startedAt;
  }

  operations(): Record<string, OperationMetrics> {
    return Object.fromEntries(
      Array.from(this.#counts, ([method, counted]) => [
        method,
        { ...counted, meanMs: counted.totalMs / counted.count },
      ]),
    );
  }
}
