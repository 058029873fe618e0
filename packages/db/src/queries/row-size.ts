import type { RowSize } from '../prompt-store.ts';

/** SQL of the bytes of some columns. `octet_length` knows them from the header of a row, without reading long texts. */
export const bytesOf = (...columns: string[]) =>
  columns.map((column) => `coalesce(octet_length(${column}), 0)`).join(' + ');

export type SizeCells = [id: number, bytes: number];

export const toRowSize = ([id, bytes]: SizeCells): RowSize => ({ id, bytes });
