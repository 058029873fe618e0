import { expect, test } from 'vitest';
import { wallRules } from '../judge/wall-rules.ts';
import { chooseTests, type OpenTest, outlookOf } from './choose-tests.ts';

const rules = wallRules();

/** Log ratios with this mean, that spread by one per cent to either side. */
const ratios = (pairs: number, mean: number, spread = 0.01) =>
  Array.from({ length: pairs }, (_, at) => mean + (at % 2 === 0 ? spread : -spread));

test.each<[string, number[], ReturnType<typeof outlookOf>]>([
  ['nothing', [], { isSuspicious: false, pairsLeft: 4 }],
  ['three pairs', ratios(3, 0), { isSuspicious: false, pairsLeft: 1 }],
  ['a change of 20 %', ratios(4, 0.2), { isSuspicious: true, pairsLeft: 6 }],
  ['no change', ratios(10, 0), { isSuspicious: false, pairsLeft: 4 }],
  ['a change that just matters', ratios(10, 0.017), { isSuspicious: true, pairsLeft: 38 }],
  [
    'a change beside the smallest that matters',
    ratios(10, 0.0125),
    { isSuspicious: true, pairsLeft: null },
  ],
])('expects the decision after %s', (_what, logRatios, outlook) => {
  expect(outlookOf(logRatios, rules)).toEqual(outlook);
});

const open = (name: string, isSuspicious: boolean, pairsLeft: number | null, pairMs = 1000) =>
  ({ name, outlook: { isSuspicious, pairsLeft }, pairMs }) satisfies OpenTest & { name: string };

const SUITE = [
  open('hopeless', false, null),
  open('near', false, 2),
  open('far', false, 20),
  open('slow', false, 2, 9_000),
  open('suspicious', true, 10),
];

test.each([
  ['all tests when the time does', Infinity, ['hopeless', 'near', 'far', 'slow', 'suspicious']],
  ['all tests when the time just does', 51_000, ['suspicious', 'near', 'far', 'slow', 'hopeless']],
  [
    'the suspicious ones, then the nearest ones, when the time is short',
    33_000,
    ['suspicious', 'near', 'slow'],
  ],
  ['the suspicious ones when the time is very short', 11_000, ['suspicious']],
  ['one when the time does for none', 500, ['suspicious']],
])('chooses %s', (_what, leftMs, names) => {
  const chosen = chooseTests(SUITE, leftMs).map(({ name }) => name);
  expect(chosen.sort()).toEqual([...names].sort());
});

test('chooses nothing from nothing', () => {
  expect(chooseTests([], 1000)).toEqual([]);
});
