/** Levels in which the cost so far, as a function of the newest level, comes from one last change point. */
interface Piece {
  /** Range of levels. */
  from: number;
  to: number;
  /** Cost at level m: (a·m + b)·m + c. */
  a: number;
  b: number;
  c: number;
  /** First point of the newest level. */
  start: number;
}

/**
 * Splits values into levels so that the squared distances from the levels' means, plus `penalty` for each change, are
 * least. The split is exact. Functional pruning keeps the time near n log n also when nothing changes (R. Maidstone,
 * T. Hocking, G. Rigaill, P. Fearnhead, "On optimal multiple changepoint algorithms for large data", Statistics and
 * Computing 27, 2017).
 *
 * @param penalty More than 0, in squared units of the values.
 * @returns First points of all levels but the first, in order.
 */
export function bestLevels(values: Float64Array, penalty: number): number[] {
  return new LevelSearch(penalty).changesWith(values);
}

/** The search of `bestLevels`, which goes on when values are added. */
export class LevelSearch {
  readonly #penalty: number;
  #pieces: Piece[] = [{ from: -Infinity, to: Infinity, a: 0, b: 0, c: 0, start: 0 }];
  /** Where the newest level starts in the best split of the first n values. */
  readonly #starts: number[] = [0];

  constructor(penalty: number) {
    this.#penalty = penalty;
  }

  /** Number of values that were added. */
  get length(): number {
    return this.#starts.length - 1;
  }

  add(value: number): void {
    const { pieces, start } = this.#after(this.#pieces, { value, end: this.length + 1 });
    this.#pieces = pieces;
    this.#starts.push(start);
  }

  /** Returns the changes of the best split of the values so far and of these, which are not added. */
  changesWith(values: Float64Array): number[] {
    const starts: number[] = [];
    let pieces = this.#pieces.map((piece) => ({ ...piece }));
    for (const value of values) {
      const next = this.#after(pieces, { value, end: this.length + starts.length + 1 });
      pieces = next.pieces;
      starts.push(next.start);
    }
    const startOf = (end: number) =>
      (end > this.length ? starts[end - this.length - 1] : this.#starts[end]) ?? 0;
    const changes: number[] = [];
    for (let at = startOf(this.length + values.length); at > 0; at = startOf(at)) changes.push(at);
    return changes.reverse();
  }

  #after(pieces: Piece[], { value, end }: { value: number; end: number }) {
    const { cost, start } = addValue(pieces, value);
    return { start, pieces: withChangeAt(end, pieces, cost + this.#penalty) };
  }
}

/** Adds the squared distance of a value to each piece. @returns The least cost, and where its newest level starts. */
function addValue(pieces: readonly Piece[], value: number): { cost: number; start: number } {
  let cost = Infinity;
  let start = 0;
  for (const piece of pieces) {
    piece.a += 1;
    piece.b -= 2 * value;
    piece.c += value * value;
    const level = Math.min(Math.max(-piece.b / (2 * piece.a), piece.from), piece.to);
    const least = (piece.a * level + piece.b) * level + piece.c;
    if (least >= cost) continue;
    cost = least;
    start = piece.start;
  }
  return { cost, start };
}

/** Keeps of each piece the levels at which it costs less than a change at `start`, and fills the rest with that change. */
function withChangeAt(start: number, pieces: readonly Piece[], cost: number): Piece[] {
  const kept: Piece[] = [];
  const changed = (from: number, to: number) => {
    const before = kept.at(-1);
    if (before?.start === start) before.to = to;
    else kept.push({ from, to, a: 0, b: 0, c: cost, start });
  };
  for (const piece of pieces) {
    const { from, to, a, b, c } = piece;
    const discriminant = b * b - 4 * a * (c - cost);
    const root = Math.sqrt(Math.max(0, discriminant));
    const cheapFrom = (-b - root) / (2 * a);
    const cheapTo = (-b + root) / (2 * a);
    if (discriminant <= 0 || cheapTo <= from || cheapFrom >= to) {
      changed(from, to);
      continue;
    }
    if (cheapFrom > from) changed(from, cheapFrom);
    kept.push({ ...piece, from: Math.max(from, cheapFrom), to: Math.min(to, cheapTo) });
    if (cheapTo < to) changed(cheapTo, to);
  }
  return kept;
}
