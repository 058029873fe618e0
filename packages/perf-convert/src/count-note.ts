/** Returns a sentence about a number of things: `Left out: 2 tests that did not pass.` null for none. */
export function counted(
  what: string,
  count: number,
  singular: string,
  plural: string,
  why = '',
): string | null {
  if (count === 0) return null;
  const things = count === 1 ? singular : plural;
  return `${what}: ${[count, things, why].filter(Boolean).join(' ')}.`;
}
