import type { PromptQuery } from '../prompt-store.ts';

/** Shortest text that the index finds, in characters: it holds sequences of three. */
const SHORTEST = 3;
/** Longest text that is searched for, in characters: a beginning of this length finds few enough candidates. */
const LONGEST = 60;

/**
 * Returns an FTS5 expression that finds every wanted prompt and perhaps more, or null if the index cannot help because
 * a text is too short.
 */
export function searchExpression({
  tag,
  title,
  search,
}: Pick<PromptQuery, 'tag' | 'title' | 'search'>): string | null {
  const parts: string[] = [];
  if (tag !== undefined) {
    const start = beginning(tag);
    // The index includes the quotes around a tag, so even the shortest tag has three characters.
    parts.push(`tag_list : ${phrase(start === tag ? quoted(tag) : quoted(start).slice(0, -1))}`);
  }
  // In the index a title begins after its quote.
  const begun = title === undefined ? '' : quoted(beginning(title)).slice(0, -1);
  if (isLongEnough(begun)) parts.push(`title_text : ${phrase(begun)}`);
  const searched = search === undefined ? '' : quoted(beginning(search)).slice(1, -1);
  if (isLongEnough(searched)) {
    parts.push(`{title_text content_text tags_text} : ${phrase(searched)}`);
  }
  return parts.length === 0 ? null : parts.join(' AND ');
}

const isLongEnough = (text: string) => Array.from(text).length >= SHORTEST;

/** Cuts between whole characters, never within a surrogate pair. */
const beginning = (text: string) =>
  Array.from(text.slice(0, 2 * LONGEST))
    .slice(0, LONGEST)
    .join('');

/** Writes a text as SQLite's `json_quote` does. */
const quoted = (text: string) => JSON.stringify(text);

const phrase = (text: string) => `"${text.replaceAll('"', '""')}"`;
