/** Longest part of a foreign text that a message repeats, in characters. */
const longest = 80;

/** Returns a foreign text for a message: in quotes, as JSON escapes it, and shortened. A message must not be as long as its input. */
export function shown(text: string | undefined): string {
  if (text === undefined) return 'none';
  if (text.length <= longest) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, longest))}… (${text.length} characters)`;
}
