import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { PathRecord } from './path-record.ts';

/** Which checkpoint the next one nests in when nothing else is said. */
export interface CallOrder {
  innermost: Checkpoint | null;
}

/** A stretch of time that is being measured. Ends with its block: `using parse = profiler.checkpoint('parse')`. */
export class Checkpoint implements Disposable {
  readonly #record: PathRecord;
  readonly #parent: Checkpoint | null;
  readonly #callOrder: CallOrder | null;
  #hasEnded = false;
  #openChildren = 0;
  #coveredSinceMs = 0;
  /** Time in which at least one child was open: children may overlap. */
  #coveredMs = 0;
  readonly #startedAtMs: number;

  /** @param callOrder null for one that takes no part in it. Opened by {@link PerformanceProfiler} alone. */
  constructor(record: PathRecord, parent: Checkpoint | null, callOrder: CallOrder | null) {
    this.#record = record;
    this.#parent = parent;
    this.#callOrder = callOrder;
    if (callOrder !== null) callOrder.innermost = this;
    record.open += 1;
    // Last, so that what the profiler does itself is not in the time.
    this.#startedAtMs = performance.now();
    if (parent !== null && parent.#openChildren++ === 0) parent.#coveredSinceMs = this.#startedAtMs;
  }

  /** What it belongs to. */
  get record(): PathRecord {
    return this.#record;
  }

  /**
   * Opens a checkpoint below this one, whatever else is open: for work that overlaps, such as promises that are
   * awaited together.
   *
   * @throws {PerfKitError} `CHECKPOINT_ORDER` when this one has ended.
   */
  checkpoint(name: string): Checkpoint {
    if (!this.#hasEnded) return new Checkpoint(this.#record.child(name), this, null);
    throw new PerfKitError(
      'CHECKPOINT_ORDER',
      `Expected the checkpoint "${this.#record.path}" to be open, but it had ended when "${name}" was to begin in it. End it after what is in it.`,
    );
  }

  /**
   * Ends it before the end of its block. Ending it again does nothing.
   *
   * @throws {PerfKitError} `CHECKPOINT_ORDER` when one that began inside of it is still open; then it stays open too.
   */
  end(): void {
    // First, for the same reason.
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
      `Expected "${child}" to end before "${path}", in which it began. Open both with \`using\`; where they overlap, open each with \`checkpoint()\` of the one that holds both.`,
    );
  }
}
