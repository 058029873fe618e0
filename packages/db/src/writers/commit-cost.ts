/** How much a new reading moves an estimate: some ten commits decide it. */
const WEIGHT = 0.15;
/** A reading counts as at most this many times the estimate: a disk that hesitates once has not become slow. */
const MAX_JUMP = 4;

/**
 * Learns from past commits how long the next one will take on this disk: so much for waiting for the disk, and so
 * much for each row.
 */
export class CommitCost {
  // Of a solid-state disk; a few commits correct them.
  #waitMs = 0.3;
  #rowMs = 0.008;

  /** @param rows as counted by `operationRows` */
  learn({ rows, applyMs, commitMs }: { rows: number; applyMs: number; commitMs: number }): void {
    this.#waitMs = moved(this.#waitMs, commitMs);
    this.#rowMs = moved(this.#rowMs, applyMs / rows);
  }

  /** In milliseconds. */
  of(rows: number): number {
    return this.#waitMs + rows * this.#rowMs;
  }
}

const moved = (estimate: number, reading: number) =>
  estimate + WEIGHT * (Math.min(reading, MAX_JUMP * estimate) - estimate);
