import type { PromptQuery } from '../prompt-store.ts';

/** The index knows sequences of three characters. */
const SHORTEST = 3;
/** Of a longer text the beginning finds few enough candidates. */
const LONGEST = 60;

/**
 * What to ask the search index, in the language of FTS5, so that it finds every prompt that is wanted, and
 * perhaps more; null where it cannot help, because a text is too short.
 */
export function searchExpression({
  tag,
  title,
  search,
}: Pick<PromptQuery, 'tag' | 'title' | 'search'>): string | null {
  const parts: string[] = [];
  if (tag !== undefined) {
    const start = beginning(tag);
    // The quotes around a tag are in the index too: they make the shortest tag three characters long.
    parts.push(`tag_list : ${phrase(start === tag ? quoted(tag) : quoted(start).slice(0, -1))}`);
  }
  // A title begins behind its quote.
  const begun = title === undefined ? '' : quoted(beginning(title)).slice(0, -1);
  if (isLongEnough(begun)) parts.push(`title_text : ${phrase(begun)}`);
  const searched = search === undefined ? '' : quoted(beginning(search)).slice(1, -1);
  if (isLongEnough(searched)) {
    parts.push(`{title_text content_text tags_text} : ${phrase(searched)}`);
  }
  return parts.length === 0 ? null : parts.join(' AND ');
}

const isLongEnough = (text: string) => Array.from(text).length >= SHORTEST;

/** Whole characters only: half of a surrogate pair is none. */
const beginning = (text: string) =>
  Array.from(text.slice(0, 2 * LONGEST))
    .slice(0, LONGEST)
    .join('');

/** A text as SQLite's `json_quote` writes it. */
const quoted = (text: string) => JSON.stringify(text);

const phrase = (text: string) => `"${text.replaceAll('"', '""')}"`;
