/** Weight of a new reading in an estimate: about ten commits determine it. */
const WEIGHT = 0.15;
/** Largest reading that counts, as a multiple of the estimate: one slow commit does not mean a slow disk. */
const MAX_JUMP = 4;

/**
 * Estimates from past commits how long the next one will take on this disk: a constant wait for the disk plus a time for each
 * row.
 */
export class CommitCost {
  // Start with the times of a solid-state disk; a few commits correct them.
  #waitMs = 0.3;
  #rowMs = 0.008;

  /** @param rows as `operationRows` counts them */
  learn({ rows, applyMs, commitMs }: { rows: number; applyMs: number; commitMs: number }): void {
    this.#waitMs = moved(this.#waitMs, commitMs);
    this.#rowMs = moved(this.#rowMs, applyMs / rows);
  }

  /** Returns the expected duration of a commit in milliseconds. */
  expectedMs(rows: number): number {
    return this.#waitMs + rows * this.#rowMs;
  }
}

const moved = (estimate: number, reading: number) =>
  estimate + WEIGHT * (Math.min(reading, MAX_JUMP * estimate) - estimate);
