import type {
  Prompt,
  PromptQuery,
  PromptStore,
  RowSize,
  Schedule,
  ScheduleQuery,
} from '@night-pilot/db';

/** A list in the store, which can be read in pages. */
export interface ListSource<Row> {
  /** Returns the sizes of all rows. */
  readonly sizes: () => Promise<RowSize[]>;
  /** Reads the rows after `last`, or the first ones; all of them without `limit`. */
  readonly page: (limit?: number, last?: Row) => Promise<Row[]>;
}

export function promptList(store: PromptStore, query: PromptQuery): ListSource<Prompt> {
  return {
    sizes: () => store.listPromptSizes(query),
    page: (limit = query.limit, last) =>
      store.listPrompts({
        ...query,
        ...(limit === undefined ? {} : { limit }),
        ...(last === undefined ? {} : { before: last.id }),
      }),
  };
}

export function scheduleList(store: PromptStore, query: ScheduleQuery): ListSource<Schedule> {
  return {
    sizes: () => store.listScheduleSizes(query),
    page: (limit = query.limit, last) =>
      store.listSchedules({
        ...query,
        ...(limit === undefined ? {} : { limit }),
        ...(last === undefined ? {} : { after: { scheduleTime: last.scheduleTime, id: last.id } }),
      }),
  };
}

/** Reads a list page by page. Between two pages the event loop goes on. */
export async function* pagesOf<Row>(
  source: ListSource<Row>,
  pages: readonly number[],
): AsyncGenerator<readonly Row[]> {
  let last: Row | undefined;
  for (const limit of pages) {
    const rows: readonly Row[] = await source.page(limit, last);
    // Rows may have been deleted since the sizes were read.
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
