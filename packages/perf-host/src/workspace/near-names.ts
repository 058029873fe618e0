/**
 * Finds the names that are most similar to a mistyped one, nearest first: the same behind a remote's name, or at most a
 * third of its letters apart.
 *
 * @param count Limit of the number of names. @default 3
 */
export function nearNames(name: string, known: readonly string[], count = 3): string[] {
  const limit = Math.max(1, Math.floor(name.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: distanceTo(name, candidate) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

function distanceTo(name: string, candidate: string): number {
  const lastPart = candidate.slice(candidate.indexOf('/') + 1);
  return Math.min(
    editDistance(name.toLowerCase(), candidate.toLowerCase()),
    editDistance(name.toLowerCase(), lastPart.toLowerCase()),
  );
}

/** Computes Levenshtein's distance row by row; two swapped neighbours are one mistake. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? at(beforeLast, j - 2) + 1 : Infinity;
      row.push(Math.min(replaced, swapped, at(last, j) + 1, at(row, j - 1) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
