import { CommandError } from '../errors.ts';
import { type ListSource, pagesOf } from './list-source.ts';
import { bytesOf, maxListBytes, pageBytes, planPages } from './page-plan.ts';

/** A list that is too long to be in memory as a whole: its records come page by page. */
export class LongList<Record> {
  readonly pages: AsyncIterable<readonly Record[]>;

  constructor(pages: AsyncIterable<readonly Record[]>) {
    this.pages = pages;
  }
}

/** Value of a command that lists records. The protocol shows both as an array. */
export type List<Record> = Record[] | LongList<Record>;

/**
 * Reads a list: at once if it is short, page by page if it is long.
 *
 * @throws {CommandError} `LIST_TOO_LONG`, before anything of it is read
 */
export async function readList<Row, Record>(
  source: ListSource<Row>,
  toRecord: (row: Row) => Record,
): Promise<List<Record>> {
  const sizes = await source.sizes();
  const bytes = bytesOf(sizes);
  if (bytes > maxListBytes) {
    throw new CommandError(
      'LIST_TOO_LONG',
      `Expected a list of at most ${maxListBytes} bytes, got ${bytes} in ${sizes.length} rows. Give a smaller limit.`,
    );
  }
  if (bytes <= pageBytes) return (await source.page()).map(toRecord);
  return new LongList(recordsOf(source, planPages(sizes), toRecord));
}

async function* recordsOf<Row, Record>(
  source: ListSource<Row>,
  pages: readonly number[],
  toRecord: (row: Row) => Record,
): AsyncGenerator<readonly Record[]> {
  for await (const rows of pagesOf(source, pages)) yield rows.map(toRecord);
}
