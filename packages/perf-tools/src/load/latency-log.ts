/** Numbers in one piece of memory: what is full gets a neighbour, nothing is ever copied while a test runs. */
const PIECE = 65_536;

/** Takes a number in some nanoseconds, however many it holds, at 8 bytes each. */
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

  /** A copy of all of them, in the order in which they came. */
  toArray(): Float64Array<ArrayBuffer> {
    const values = new Float64Array(this.#full.length * PIECE + this.#used);
    this.#full.forEach((piece, index) => values.set(piece, index * PIECE));
    values.set(this.#last.subarray(0, this.#used), this.#full.length * PIECE);
    return values;
  }
}
