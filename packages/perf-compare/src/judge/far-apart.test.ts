import { expect, test } from 'vitest';
import { farApart } from './far-apart.ts';

const rules = { resolution: 0.5 };
const one = (early: number, late: number) => [{ early, late }];

test.each([
  [
    '500 times as much, while base is still getting warm',
    one(60_000, 20_000),
    one(1e7, 1e7),
    'more',
  ],
  ['a third, while both move by a few percent', one(310, 300), one(101, 100), 'less'],
  ['more with every call where base takes the same', one(100, 100), one(900, 1800), 'more'],
  ['something where there was nothing', one(0, 0), one(800, 780), 'more'],
  ['10 % more, while neither moves by a percent', one(100, 100.5), one(112, 111.9), 'more'],
] as const)('is sure of %s', (_what, base, head, expected) => {
  expect(farApart(base, head, rules)).toBe(expected);
  const opposite = expected === 'more' ? 'less' : 'more';
  expect(farApart(head, base, rules)).toBe(opposite);
});

test.each([
  ['head that still gets faster, towards base', one(100, 100), one(500, 200)],
  ['base that gets slower, towards head', one(100, 200), one(300, 300)],
  ['counts that move by as much as they differ', one(100, 160), one(180, 250)],
  ['4 % more', one(100, 100.6), one(104, 104)],
  ['less than the resolution', one(0.1, 0.4), one(0.5, 0.3)],
  ['the same growth in both', one(100, 200), one(100, 200)],
] as const)('is not sure of %s', (_what, base, head) => {
  expect(farApart(base, head, rules)).toBeNull();
  expect(farApart(head, base, rules)).toBeNull();
});
