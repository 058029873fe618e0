import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** So many values are kept before they are counted. */
const KEPT = 256;

/**
 * A histogram that counts its values later, many at once: between two waits for the disk the code that counts would have
 * to be fetched into the processor's cache each time, which takes longer than a point read's other bookkeeping.
 */
export class LateHistogram {
  readonly #highest: number;
  readonly #kept = new Float64Array(KEPT);
  #length = 0;
  /** Made with the first value: it takes some 40 kB. */
  #counted: RecordableHistogram | null = null;

  /** @param highest the largest value that it tells apart; the least is 1 */
  constructor(highest: number) {
    this.#highest = highest;
  }

  /** @param value is rounded, to 1 at least */
  record(value: number): void {
    this.#kept[this.#length++] = value;
    if (this.#length === KEPT) this.#count();
  }

  /** 0 where nothing was recorded. Within 1 % of the true one. */
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
