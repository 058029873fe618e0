import { expect, test } from 'vitest';
import { planLooks } from './look-plan.ts';

test('looks at even numbers of pairs that grow by about a half, up to the last', () => {
  expect(planLooks().looks.map(({ pairs }) => pairs)).toEqual([4, 10, 14, 22, 32, 48]);
  expect(planLooks({ maxPairs: 11 }).looks.map(({ pairs }) => pairs)).toEqual([4, 11]);
});

test.each([
  [10, 0.5],
  [13, 0.5],
  [31, 0.5],
  [32, 1],
  [48, 1],
  [200, 1],
])('%i pairs spend %f of the error and no more', (maxPairs, total) => {
  const { looks } = planLooks({ maxPairs });
  expect(looks.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(total, 12);
  expect(looks.every(({ share }) => share > 0)).toBe(true);
  expect(looks.at(-1)?.pairs).toBe(maxPairs);
});

test('gives the earliest look a wider interval and half a percent of the error', () => {
  const [early, ...others] = planLooks().looks;
  expect(early).toEqual({ pairs: 4, share: 0.005, allowance: Math.log(3) });
  expect(others.every(({ allowance }) => allowance === 0)).toBe(true);
  expect(planLooks({ firstPairs: 4 }).looks[0]).toMatchObject({ pairs: 4, allowance: 0 });
});

test('refuses a budget without room for the first look', () => {
  expect(() => planLooks({ maxPairs: 6 })).toThrow('at least 10 pairs of forks, got 6');
});
