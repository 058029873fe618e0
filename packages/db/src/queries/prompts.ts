import type { Database } from 'better-sqlite3';
import type { Prompt, PromptQuery } from '../prompt-store.ts';
import { newestFirst } from './newest-first.ts';

const COLUMNS = 'id, title, content, tags, created_at AS createdAt, updated_at AS updatedAt';

/** One whole tag among those between commas; `instr` first, because it is cheap and rules most rows out. */
const HAS_TAG = `instr(tags, @tag) > 0 AND EXISTS (
  SELECT 1 FROM json_each('[' || replace(json_quote(tags), ',', '","') || ']')
  WHERE trim(value) = @tag)`;

/** `instr` knows no wildcards, unlike `LIKE`; `lower` folds A to Z. */
const CONTAINS_TEXT = `(instr(lower(title), lower(@search)) > 0
  OR instr(lower(content), lower(@search)) > 0
  OR instr(lower(tags), lower(@search)) > 0)`;

/** The reads on prompts. */
export function promptQueries(connection: Database) {
  const byId = connection.prepare<[number], Prompt>(`SELECT ${COLUMNS} FROM prompts WHERE id = ?`);
  const page = newestFirst<Prompt>(connection, 'prompts', COLUMNS);

  return {
    get: (id: number): Prompt | null => byId.get(id) ?? null,

    list({ limit, before, tag, search }: PromptQuery): Prompt[] {
      const conditions: string[] = [];
      const parameters: Record<string, string> = {};
      if (tag !== undefined) {
        conditions.push(HAS_TAG);
        parameters['tag'] = tag;
      }
      if (search !== undefined) {
        conditions.push(CONTAINS_TEXT);
        parameters['search'] = search;
      }
      return page({ conditions, parameters, limit, before });
    },
  };
}
