/** A benchmark gets at least this much of the total budget for its counts, in ms: less than that decides nothing. */
const LEAST_SHARE_MS = 10_000;

/** Part of a share that a benchmark's counts may use when wall time is to judge it as well. */
const PART_OF_COUNTS = 0.5;

export interface SharesOptions {
  /** Time that is left of the total budget, in ms. */
  leftMs: number;
  /** Number of benchmarks that share it. */
  benchmarks: number;
}

/**
 * Divides the total budget evenly among benchmarks that are counted one after the other. Time that a benchmark does not
 * use goes to those after it, unless wall time judges it later: then it is kept for that.
 */
export class TotalBudgetShares {
  #leftMs: number;
  #benchmarks: number;
  /** Kept for wall time, in ms. */
  #keptMs = 0;

  constructor({ leftMs, benchmarks }: SharesOptions) {
    this.#leftMs = leftMs;
    this.#benchmarks = benchmarks;
  }

  /** Returns the time that the counts of the next benchmark may use, in ms. */
  next({ isTimedToo }: { isTimedToo: boolean }): number {
    return this.#share() * (isTimedToo ? PART_OF_COUNTS : 1);
  }

  /** Notes the time that the counts of a benchmark used, in ms, and whether wall time judges it later. */
  use(spentMs: number, { isTimed }: { isTimed: boolean }): void {
    if (isTimed) this.#keptMs += Math.max(0, this.#share() - spentMs);
    this.#leftMs = Math.max(0, this.#leftMs - spentMs);
    this.#benchmarks -= 1;
  }

  #share(): number {
    const freeMs = Math.max(0, this.#leftMs - this.#keptMs);
    return Math.min(freeMs, Math.max(LEAST_SHARE_MS, freeMs / Math.max(1, this.#benchmarks)));
  }
}
