/**
 * Makes the rows of a list out of its cells. Writing each row down as one literal is faster than having the driver name
 * cell by cell, and lets a row share values with the one before it: see {@link shared}.
 *
 * @param toRow `before` is the row before it, null for the first
 */
export function toRows<Cells, Row>(
  cells: readonly Cells[],
  toRow: (cells: Cells, before: Row | null) => Row,
): Row[] {
  let before: Row | null = null;
  return cells.map((each) => (before = toRow(each, before)));
}

/**
 * `value`, as the very string that `other` is where they are equal. Neighbours in a list often have the same tags and
 * times: with two thirds of its strings a list takes less memory, and a garbage collection while lists are waited for ends sooner.
 */
export const shared = <Value>(value: Value, other: unknown): Value =>
  value === other ? (other as Value) : value;
