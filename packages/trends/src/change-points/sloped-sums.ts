/** Sums of squares and products of the points of some levels around the levels' middles. */
export interface Sums {
  /** Squared distances of the values from the mean of their level. */
  values: number;
  /** Products of the distances of value and place from the means of their level. */
  products: number;
  /** Squared distances of the places from the middle of their level. */
  places: number;
}

/** Returns a function that returns the sums of a range of points, at a cost that does not depend on its length. */
export function sumsOf(values: Float64Array): (from: number, to: number) => Sums {
  const sums = new Float64Array(values.length + 1);
  const products = new Float64Array(values.length + 1);
  const squares = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? NaN;
    sums[at + 1] = (sums[at] ?? 0) + value;
    products[at + 1] = (products[at] ?? 0) + at * value;
    squares[at + 1] = (squares[at] ?? 0) + value ** 2;
  }
  const between = (cumulated: Float64Array, from: number, to: number) =>
    (cumulated[to] ?? NaN) - (cumulated[from] ?? NaN);
  return (from, to) => {
    const count = to - from;
    const sum = between(sums, from, to);
    return {
      values: between(squares, from, to) - sum ** 2 / count,
      products: between(products, from, to) - (sum * (from + to - 1)) / 2,
      places: (count ** 3 - count) / 12,
    };
  };
}

/** Returns the slope of least squares that all levels share. */
export function sharedSlope({ products, places }: Sums): number {
  return places === 0 ? 0 : products / places;
}

/** Returns the squared distances that remain around levels with a shared slope. */
export function remainingOf(sums: Sums): number {
  return sums.values - sharedSlope(sums) * sums.products;
}

/** Adds the sums of other levels, or takes them away with a factor of -1. */
export function addSums(one: Sums, other: Sums, factor: 1 | -1 = 1): Sums {
  return {
    values: one.values + factor * other.values,
    products: one.products + factor * other.products,
    places: one.places + factor * other.places,
  };
}
