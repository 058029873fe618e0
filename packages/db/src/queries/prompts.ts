import type { Database } from 'better-sqlite3';
import type { Prompt, PromptQuery } from '../prompt-store.ts';
import { AFTER_ROW, newestFirst, pageSql } from './newest-first.ts';

const COLUMNS = 'id, title, content, tags, created_at AS createdAt, updated_at AS updatedAt';

/** One whole tag among those between commas; `instr` first, because it is cheap and rules most texts out. */
const hasTag = (tags: string) => `instr(${tags}, @tag) > 0 AND EXISTS (
  SELECT 1 FROM json_each('[' || replace(json_quote(${tags}), ',', '","') || ']')
  WHERE trim(value) = @tag)`;

/** `instr` knows no wildcards, unlike `LIKE`; `lower` folds A to Z. */
const CONTAINS_TEXT = `(instr(lower(title), lower(@search)) > 0
  OR instr(lower(content), lower(@search)) > 0
  OR instr(lower(tags), lower(@search)) > 0)`;

/** The range holds more than wanted where a title has NUL in it. 0xFF sorts behind everything that UTF-8 has. */
const BEGINS_WITH = `title >= @titleFrom COLLATE NOCASE
  AND title < (@titleFrom || CAST(x'ff' AS TEXT)) COLLATE NOCASE
  AND instr(lower(title), lower(@title)) = 1`;

/**
 * Prompts that may contain the text: those that the search index found, and those not in it yet. Joined from the
 * left, because SQLite would else rather walk through all prompts in their order.
 */
const CANDIDATES = `(
  SELECT rowid AS candidate FROM prompts_search WHERE prompts_search MATCH
    '"' || replace(substr(json_quote(@indexed), 2, length(json_quote(@indexed)) - 2), '"', '""') || '"'
  UNION ALL
  SELECT id FROM prompts WHERE id > (SELECT indexed_through FROM search_index)
) CROSS JOIN prompts ON id = candidate`;

/** The index knows sequences of three characters. */
const SHORTEST_INDEXED = 3;
/** Of a longer text the beginning finds few enough candidates. */
const LONGEST_INDEXED = 60;

/**
 * Prompts by tag: every tags text that exists, each found by a jump in the index from the one before it; of those with the
 * tag, the newest prompts of each.
 */
const byTag = (conditions: readonly string[]) => `(
  WITH RECURSIVE texts (text) AS (
    SELECT min(tags) FROM prompts WHERE tags IS NOT NULL
    UNION ALL
    SELECT (SELECT min(tags) FROM prompts WHERE tags > text) FROM texts WHERE text IS NOT NULL
  )
  SELECT text FROM texts WHERE text IS NOT NULL AND ${hasTag('text')}
) CROSS JOIN prompts ON id IN (
  ${pageSql('id FROM prompts', ['tags = text', ...conditions])}
)`;

/** The reads on prompts. */
export function promptQueries(connection: Database, ran: (sql: string) => void) {
  const byIdSql = `SELECT ${COLUMNS} FROM prompts WHERE id = ?`;
  const byId = connection.prepare<[number], Prompt>(byIdSql);
  const page = newestFirst<Prompt>(connection, COLUMNS, ran);

  return {
    get(id: number): Prompt | null {
      ran(byIdSql);
      return byId.get(id) ?? null;
    },

    list({ limit, before, tag, title, search }: PromptQuery): Prompt[] {
      const conditions: string[] = [];
      const parameters: Record<string, string | number> = {};
      if (before !== undefined) {
        conditions.push(AFTER_ROW);
        parameters['before'] = before;
      }
      if (title !== undefined) {
        conditions.push(BEGINS_WITH);
        parameters['title'] = title;
        parameters['titleFrom'] = title.split('\0', 1)[0] ?? '';
      }
      if (search !== undefined) {
        conditions.push(CONTAINS_TEXT);
        parameters['search'] = search;
      }
      if (tag !== undefined) {
        // Each tags text gives a page of its own, so what else is asked of its prompts must be asked there.
        parameters['tag'] = tag;
        return page({ from: byTag(conditions), conditions: [], parameters, limit });
      }
      if (title !== undefined) {
        return page({ from: 'prompts INDEXED BY prompts_title', conditions, parameters, limit });
      }
      const indexed = indexedPart(search);
      if (indexed === undefined) return page({ from: 'prompts', conditions, parameters, limit });
      parameters['indexed'] = indexed;
      return page({ from: CANDIDATES, conditions, parameters, limit });
    },
  };
}

/** What of a searched text the index can find; undefined where it is too short. */
function indexedPart(search: string | undefined): string | undefined {
  if (search === undefined) return undefined;
  const characters = Array.from(search.slice(0, LONGEST_INDEXED + 1)).slice(0, LONGEST_INDEXED);
  // A pair of surrogates that the slice cut in two is no character.
  const whole = characters.filter((character) => character.isWellFormed());
  return whole.length < SHORTEST_INDEXED ? undefined : whole.join('');
}
