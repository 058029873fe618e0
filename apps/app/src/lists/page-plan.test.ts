import { expect, test } from 'vitest';
import { bytesOf, planPages } from './page-plan.ts';

const sizes = (...bytes: number[]) => bytes.map((each, at) => ({ id: at + 1, bytes: each }));

test('adds up the sizes', () => {
  expect(bytesOf([])).toBe(0);
  expect(bytesOf(sizes(1, 2, 3))).toBe(6);
});

test.each([
  [sizes(), []],
  [sizes(10), [1]],
  [sizes(5, 5, 5), [2, 1]],
  [sizes(50, 1, 1, 50), [1, 2, 1]],
  [sizes(0, 0, 0), [3]],
  [sizes(10, 0, 1), [2, 1]],
])('fills each page up to the limit, and gives a longer row a page of its own: %j', (of, pages) => {
  expect(planPages(of, 10)).toEqual(pages);
});
