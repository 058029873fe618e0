import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** Values kept before they are counted. */
const KEPT = 256;

/**
 * A histogram that counts its values later, many at a time. Between two waits for the disk the processor's cache loses
 * the counting code, and fetching it each time takes longer than all other bookkeeping of a point read.
 */
export class LateHistogram {
  readonly #highest: number;
  readonly #kept = new Float64Array(KEPT);
  #length = 0;
  /** Created with the first value, because it takes some 40 kB. */
  #counted: RecordableHistogram | null = null;

  /** @param highest the largest value that it distinguishes; the smallest is 1 */
  constructor(highest: number) {
    this.#highest = highest;
  }

  /** @param value is rounded, to at least 1 */
  record(value: number): void {
    this.#kept[this.#length++] = value;
    if (this.#length === KEPT) this.#count();
  }

  /** Returns a percentile within 1 % of the true one; 0 if there are no values. */
  percentile(percent: number): number {
    if (this.#length > 0) this.#count();
    return this.#counted === null ? 0 : this.#counted.percentile(percent);
  }

  #count(): void {
    const counted = (this.#counted ??= createHistogram({
      lowest: 1,
      highest: this.#highest,
      figures: 2,
    }));
    for (let at = 0; at < this.#length; at++) {
      counted.record(Math.max(1, Math.round(this.#kept[at] as number)));
    }
    this.#length = 0;
  }
}
