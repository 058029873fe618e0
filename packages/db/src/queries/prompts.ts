import type { Database } from 'better-sqlite3';
import type { Prompt, PromptQuery, RowSize } from '../prompt-store.ts';
import { AFTER_ROW, newestFirst, type Page, pageSql } from './newest-first.ts';
import { bytesOf, toRowSize } from './row-size.ts';
import { searchExpression } from './search-expression.ts';
import { shared } from './to-rows.ts';

/** A prompt that nobody changed has only one time, because reading the second costs as much as any text. */
const COLUMNS = 'id, title, content, tags, created_at, nullif(updated_at, created_at)';

const SIZE_COLUMNS = `id, ${bytesOf('title', 'content', 'tags')}`;

type Cells = [
  id: number,
  title: string,
  content: string,
  tags: string | null,
  createdAt: string,
  updatedAt: string | null,
];

export const toPrompt = (
  [id, title, content, tags, createdAt, updatedAt]: Cells,
  before: Prompt | null,
): Prompt => {
  const created = shared(createdAt, before?.createdAt);
  return {
    id,
    title,
    content,
    tags: shared(tags, before?.tags),
    createdAt: created,
    updatedAt: updatedAt ?? created,
  };
};

/** Finds one whole tag among those between commas. `instr` comes first, because it is cheap and excludes most texts. */
const HAS_TAG = `instr(tags, @tag) > 0 AND EXISTS (
  SELECT 1 FROM json_each('[' || replace(json_quote(tags), ',', '","') || ']')
  WHERE trim(value) = @tag)`;

/** Finds a text. Unlike `LIKE`, `instr` has no wildcards; `lower` folds A to Z. */
const CONTAINS_TEXT = `(instr(lower(title), lower(@search)) > 0
  OR instr(lower(content), lower(@search)) > 0
  OR instr(lower(tags), lower(@search)) > 0)`;

const BEGINS_WITH = 'instr(lower(title), lower(@title)) = 1';

/**
 * Selects candidates: prompts that the search index finds, newest first, and prompts that are not in it yet. Each part is
 * limited to a page, so that a frequent text or tag costs no more than a rare one.
 */
const found = (conditions: readonly string[]) => `(
  SELECT * FROM (${pageSql('* FROM prompts', [IS_NOT_INDEXED, ...conditions])})
  UNION ALL
  SELECT * FROM (
    SELECT prompts.* FROM prompts_search CROSS JOIN prompts ON prompts.id = prompts_search.rowid
    WHERE ${['prompts_search MATCH @match', ...conditions].join(' AND ')}
    ORDER BY prompts_search.rowid DESC LIMIT @limit)
)`;

const IS_NOT_INDEXED = 'id > (SELECT indexed_through FROM search_index)';

/** Prepares the reads of prompts. */
export function promptQueries(connection: Database, ran: (sql: string) => void) {
  const byIdSql = `SELECT ${COLUMNS} FROM prompts WHERE id = ?`;
  const byId = connection.prepare<[number], Cells>(byIdSql).raw();
  const page = newestFirst(connection, { columns: COLUMNS, toRow: toPrompt, ran });
  const sizePage = newestFirst(connection, { columns: SIZE_COLUMNS, toRow: toRowSize, ran });

  return {
    get(id: number): Prompt | null {
      ran(byIdSql);
      const cells = byId.get(id);
      return cells === undefined ? null : toPrompt(cells, null);
    },

    list: (query: PromptQuery): Prompt[] => page(pageOf(query)),

    sizes: (query: PromptQuery): RowSize[] => sizePage(pageOf(query)),
  };
}

/** Returns the SQL of a list of prompts. */
function pageOf({ limit, before, tag, title, search }: PromptQuery): Page {
  const conditions: string[] = [];
  const parameters: Record<string, string | number> = {};
  if (before !== undefined) {
    conditions.push(AFTER_ROW);
    parameters['before'] = before;
  }
  if (tag !== undefined) {
    conditions.push(HAS_TAG);
    parameters['tag'] = tag;
  }
  if (title !== undefined) {
    conditions.push(BEGINS_WITH);
    parameters['title'] = title;
  }
  if (search !== undefined) {
    conditions.push(CONTAINS_TEXT);
    parameters['search'] = search;
  }
  const match = searchExpression({ tag, title, search });
  if (match === null) return { from: 'prompts', conditions, parameters, limit };
  parameters['match'] = match;
  return { from: found(conditions), conditions: [], parameters, limit };
}
