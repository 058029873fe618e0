import type { Operation } from './operation.ts';

/** So many characters take about as long to store as one more row. */
const CHARACTERS_PER_ROW = 2_000;

/**
 * How much work an operation is, in rows of ordinary length: at least 1. Long texts count as several, so that
 * what is estimated from it holds for them too.
 */
export function operationRows(operation: Operation): number {
  if (operation[0] === 'createPrompts') return rowsOf(operation[1], operation[1].length / 3);
  if (operation[0] === 'updatePrompt') return rowsOf(Object.values(operation[2]), 1);
  return rowsOf(operation, 1);
}

function rowsOf(cells: readonly unknown[], rows: number): number {
  let characters = 0;
  for (const cell of cells) if (typeof cell === 'string') characters += cell.length;
  return Math.max(1, rows + characters / CHARACTERS_PER_ROW);
}
