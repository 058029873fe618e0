import { seededRandom } from '@night-pilot/perf-report/stats';

/** Seeded choices. Whole-number arithmetic throughout: the same on every platform. */
export class Draw {
  readonly #random: () => number;

  /** @param stream Another stream of the same seed is independent of this one. */
  constructor(seed: number, stream: number) {
    // Neighbouring seeds are far apart in the sequence then.
    this.#random = seededRandom(Math.imul(seed ^ (stream * 0x9e3779b9), 0x85ebca6b));
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1));
  }

  of<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }

  /** Earlier ones more often: the first of n comes √n times as often as on the average. */
  ofPopular<T>(list: readonly T[]): T {
    const share = this.#random();
    return list[Math.floor(share * share * list.length)] as T;
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }
}
