import { seededRandom } from '@night-pilot/perf-report/stats';

/** Seeded choices. They use whole numbers only, so they are the same on every platform. */
export class Draw {
  readonly #random: () => number;

  /** @param stream Streams of one seed are independent of each other. */
  constructor(seed: number, stream: number) {
    // Moves neighbouring seeds far apart in the sequence.
    this.#random = seededRandom(Math.imul(seed ^ (stream * 0x9e3779b9), 0x85ebca6b));
  }

  /** Draws a whole number in [from, to]. */
  between(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1));
  }

  of<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }

  /** Draws earlier values more often: the first of n is √n times as frequent as the average. */
  ofPopular<T>(list: readonly T[]): T {
    const share = this.#random();
    return list[Math.floor(share * share * list.length)] as T;
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }
}
