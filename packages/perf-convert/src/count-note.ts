/** Returns a sentence about a number of things: `Left out: 2 tests that did not pass.` null for none. */
export function counted(
  what: string,
  count: number,
  singular: string,
  plural: string,
  why: string,
): string | null {
  return count === 0 ? null : `${what}: ${count} ${count === 1 ? singular : plural} ${why}.`;
}
