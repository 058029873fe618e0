import { toRows } from '../queries/to-rows.ts';

/**
 * Rows in the form in which they cross between threads: column by column. The receiving thread needs more time the more objects it
 * copies, and six arrays replace a thousand rows. A value equal to that of the previous row crosses as `undefined`.
 */
export type PackedRows = readonly (readonly unknown[])[];

export function packRows(rows: readonly object[]): PackedRows {
  const [first] = rows as Record<string, unknown>[];
  if (first === undefined) return [];
  return Object.keys(first).map((key) => {
    let before: unknown;
    return (rows as Record<string, unknown>[]).map((row) => {
      const value = row[key];
      if (value === before) return undefined;
      before = value;
      return value;
    });
  });
}

/** @param toRow makes a row from cells in the order of the row's properties */
export function unpackRows<Row extends object>(
  columns: PackedRows,
  toRow: (cells: unknown[], before: Row | null) => Row,
): Row[] {
  const last: unknown[] = [];
  const [ids = []] = columns;
  const cells = ids.map((_, at) =>
    columns.map((column, index) => {
      const value = column[at];
      if (value !== undefined) last[index] = value;
      return last[index];
    }),
  );
  return toRows(cells, toRow);
}
