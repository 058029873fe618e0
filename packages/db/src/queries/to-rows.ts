/**
 * Makes the rows of a list from its cells. One object literal per row is faster than the driver's naming of each cell, and a
 * row can share values with the row before it: see {@link shared}.
 *
 * @param toRow its `before` is the previous row, null for the first
 */
export function toRows<Cells, Row>(
  cells: readonly Cells[],
  toRow: (cells: Cells, before: Row | null) => Row,
): Row[] {
  let before: Row | null = null;
  return cells.map((each) => (before = toRow(each, before)));
}

/**
 * Returns `other` instead of `value` if they are equal, so that both rows hold the same string. Neighbours in a list often have the
 * same tags and times: a third fewer strings take less memory and shorten garbage collections.
 */
export const shared = <Value>(value: Value, other: unknown): Value =>
  value === other ? (other as Value) : value;
