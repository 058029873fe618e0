/** Numbers in one chunk of memory. A full chunk gets a successor, so nothing is copied while a test runs. */
const PIECE = 65_536;

/** A log of numbers, at 8 bytes each. Appending takes some nanoseconds, whatever its length. */
export class LatencyLog {
  readonly #full: Float64Array[] = [];
  #last = new Float64Array(PIECE);
  #used = 0;

  append(value: number): void {
    if (this.#used === PIECE) {
      this.#full.push(this.#last);
      this.#last = new Float64Array(PIECE);
      this.#used = 0;
    }
    this.#last[this.#used++] = value;
  }

  /** Returns a copy of all numbers, in the order in which they were appended. */
  toArray(): Float64Array<ArrayBuffer> {
    const values = new Float64Array(this.#full.length * PIECE + this.#used);
    this.#full.forEach((piece, index) => values.set(piece, index * PIECE));
    values.set(this.#last.subarray(0, this.#used), this.#full.length * PIECE);
    return values;
  }
}
