/** Longest line of a message, in characters: the longest path of most systems fits. */
const LONGEST = 4_000;
const BEGINNING = 1_000;
const END = 500;
const TOO_LONG = new RegExp(`[^\n]{${LONGEST + 1},}`, 'g');

/**
 * Keeps the beginning and the end of lines of more than 4,000 characters. A message repeats arguments, and may not be as long
 * as they are.
 */
export function shortenLines(text: string): string {
  return text.replace(
    TOO_LONG,
    (line) => `${line.slice(0, BEGINNING)} … (${line.length} characters) … ${line.slice(-END)}`,
  );
}
