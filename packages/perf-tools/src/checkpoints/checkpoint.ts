import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { PathRecord } from './path-record.ts';

/** The checkpoint that the next one nests in by default. */
export interface CallOrder {
  innermost: Checkpoint | null;
}

/** A span of time under measurement. It ends with its block: `using parse = profiler.checkpoint('parse')`. */
export class Checkpoint implements Disposable {
  readonly #record: PathRecord;
  readonly #parent: Checkpoint | null;
  readonly #callOrder: CallOrder | null;
  #hasEnded = false;
  #openChildren = 0;
  #coveredSinceMs = 0;
  /** Time during which at least one child was open; children may overlap. */
  #coveredMs = 0;
  readonly #startedAtMs: number;

  /** @param callOrder null for a checkpoint outside of the call order. Only {@link PerformanceProfiler} opens checkpoints. */
  constructor(record: PathRecord, parent: Checkpoint | null, callOrder: CallOrder | null) {
    this.#record = record;
    this.#parent = parent;
    this.#callOrder = callOrder;
    if (callOrder !== null) callOrder.innermost = this;
    record.open += 1;
    // Last, so that the time does not include the work of the profiler.
    this.#startedAtMs = performance.now();
    if (parent !== null && parent.#openChildren++ === 0) parent.#coveredSinceMs = this.#startedAtMs;
  }

  /** The record of its path. */
  get record(): PathRecord {
    return this.#record;
  }

  /**
   * Opens a checkpoint inside this one, whatever else is open. Use it for work that overlaps, such as promises that are
   * awaited together.
   *
   * @throws {PerfKitError} `CHECKPOINT_ORDER` when this one has ended.
   */
  checkpoint(name: string): Checkpoint {
    if (!this.#hasEnded) return new Checkpoint(this.#record.child(name), this, null);
    throw new PerfKitError(
      'CHECKPOINT_ORDER',
      `Expected the checkpoint "${this.#record.path}" to be open, but it had ended before "${name}" began inside it. End it after its children.`,
    );
  }

  /**
   * Ends the checkpoint before the end of its block. Ending it again does nothing.
   *
   * @throws {PerfKitError} `CHECKPOINT_ORDER` when a child is still open; then this one stays open too.
   */
  end(): void {
    // First, so that the time does not include the work of the profiler.
    const nowMs = performance.now();
    if (this.#hasEnded) return;
    if (this.#openChildren > 0) throw this.#outOfOrder();
    this.#hasEnded = true;
    const durationMs = nowMs - this.#startedAtMs;
    this.#record.open -= 1;
    this.#record.startsMs.push(this.#startedAtMs);
    this.#record.durationsMs.push(durationMs);
    this.#record.selfMs += durationMs - this.#coveredMs;
    if (this.#callOrder !== null) this.#callOrder.innermost = this.#parent;
    const parent = this.#parent;
    if (parent !== null && --parent.#openChildren === 0) {
      parent.#coveredMs += nowMs - parent.#coveredSinceMs;
    }
  }

  [Symbol.dispose](): void {
    this.end();
  }

  #outOfOrder(): PerfKitError {
    const { path } = this.#record;
    const child = this.#record.openChild()?.path;
    return new PerfKitError(
      'CHECKPOINT_ORDER',
      `Expected "${child}" to end before its parent "${path}". Open both with \`using\`; if they overlap, open each with \`checkpoint()\` of a common parent.`,
    );
  }
}
