import type { RowSize } from '@night-pilot/db';

/**
 * Largest size of the texts of a list, in bytes: 400 MiB. A longer one fails in most clients, whose longest text is about
 * 512 MB, after they have waited for all of it.
 */
export const maxListBytes = 400 * 1024 * 1024;

/** Size of the texts that are read and written at a time, in bytes: 1 MiB takes a few milliseconds. */
export const pageBytes = 1024 * 1024;

export function bytesOf(sizes: readonly RowSize[]): number {
  let bytes = 0;
  for (const size of sizes) bytes += size.bytes;
  return bytes;
}

/** Returns how many rows each page has, so that none exceeds `maxBytes`, apart from one of a single row. */
export function planPages(sizes: readonly RowSize[], maxBytes = pageBytes): number[] {
  const pages: number[] = [];
  let [rows, bytes] = [0, 0];
  for (const size of sizes) {
    if (rows > 0 && bytes + size.bytes > maxBytes) {
      pages.push(rows);
      [rows, bytes] = [0, 0];
    }
    rows += 1;
    bytes += size.bytes;
  }
  if (rows > 0) pages.push(rows);
  return pages;
}
