import type { Database } from 'better-sqlite3';
import { searchedTexts } from '../schema/version-2.ts';

/** Largest number that `pending` counts to. */
const COUNTED_PENDING = 10_000;

export interface SearchIndex {
  /** Counts the prompts that are not in the index yet, up to 10,000. */
  pending(): number;
  /** Adds at most this many prompts within the open transaction. Returns how many are pending afterwards. */
  advance(prompts: number): number;
}

/** Prepares the index that finds text within prompts; see schema version 2. */
export function prepareSearchIndex(connection: Database): SearchIndex {
  const count = connection
    .prepare<[], number>(
      `SELECT count(*) FROM (SELECT 1 FROM prompts
         WHERE id > (SELECT indexed_through FROM search_index) LIMIT ${COUNTED_PENDING})`,
    )
    .pluck();
  const lastOfNext = connection
    .prepare<[number], number | null>(
      `SELECT max(id) FROM (SELECT id FROM prompts
         WHERE id > (SELECT indexed_through FROM search_index) ORDER BY id LIMIT ?)`,
    )
    .pluck();
  const insert = connection.prepare<[number]>(
    `INSERT INTO prompts_search (rowid, title_text, content_text, tags_text, tag_list)
     SELECT id, ${searchedTexts('prompts')} FROM prompts
     WHERE id > (SELECT indexed_through FROM search_index) AND id <= ?`,
  );
  const mark = connection.prepare<[number]>('UPDATE search_index SET indexed_through = ?');

  return {
    pending: () => count.get() ?? 0,

    advance(prompts) {
      const last = lastOfNext.get(prompts) ?? null;
      if (last === null) return 0;
      insert.run(last);
      mark.run(last);
      return count.get() ?? 0;
    },
  };
}
