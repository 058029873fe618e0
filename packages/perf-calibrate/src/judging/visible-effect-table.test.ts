import { expect, test } from 'vitest';
import { visibleEffectTable } from './visible-effect-table.ts';

test('prints a line for each spread, and finds 5 % with every chosen effect', async () => {
  const lines = (await visibleEffectTable({ comparisons: 40 })).split('\n').slice(2);
  expect(lines).toHaveLength(9);
  const chosen = lines.filter((line) => !line.includes('built in'));
  expect(chosen.length).toBeGreaterThan(3);
  for (const line of chosen)
    expect(Number(line.trim().split(/ {2,}/)[3]?.slice(0, -2))).toBeGreaterThan(90);
});
