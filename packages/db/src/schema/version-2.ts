/** SQL that puts each tag of a comma-separated text in quotes: `"work","daily"`. */
const tagList = (tags: string) => `(
  SELECT group_concat(json_quote(trim(value)), ',')
  FROM json_each('[' || replace(json_quote(${tags}), ',', '","') || ']'))`;

/**
 * SQL of the texts that the search index holds of a prompt. `json_quote` escapes NUL, at which the tokenizer would stop.
 *
 * @param row `new` in a trigger, or `prompts`
 */
export const searchedTexts = (row: string) =>
  `json_quote(${row}.title), json_quote(${row}.content), json_quote(${row}.tags), ${tagList(`${row}.tags`)}`;

/**
 * The second schema: lists by tag and text need not read every prompt, and an insert has less work.
 *
 * - "Newest first" is by id: ids only grow, while a clock may step back. Every index keeps its rows in the order of their ids,
 *   so the indexes by time are dropped.
 * - `prompts_search` finds any three consecutive characters. It is filled in the background up to
 *   `search_index.indexed_through`; searches read later prompts one by one. It also finds the beginnings of titles and single
 *   tags, so the indexes of titles and of tags are dropped, too.
 */
export const version2 = `
DROP INDEX prompts_created_at;
DROP INDEX prompts_tags;
DROP INDEX prompts_title;
DROP INDEX execution_results_created_at;

CREATE VIRTUAL TABLE prompts_search USING fts5 (
  title_text, content_text, tags_text, tag_list,
  content = '', contentless_delete = 1, tokenize = 'trigram'
);
CREATE TABLE search_index (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  indexed_through INTEGER NOT NULL
) STRICT;
INSERT INTO search_index VALUES (1, 0);

CREATE TRIGGER prompts_search_update AFTER UPDATE OF title, content, tags ON prompts
WHEN old.id <= (SELECT indexed_through FROM search_index)
BEGIN
  DELETE FROM prompts_search WHERE rowid = old.id;
  INSERT INTO prompts_search (rowid, title_text, content_text, tags_text, tag_list)
  VALUES (new.id, ${searchedTexts('new')});
END;
CREATE TRIGGER prompts_search_delete AFTER DELETE ON prompts
WHEN old.id <= (SELECT indexed_through FROM search_index)
BEGIN
  DELETE FROM prompts_search WHERE rowid = old.id;
END;
`;
