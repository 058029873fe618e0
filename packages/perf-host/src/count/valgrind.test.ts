import { expect, test } from 'vitest';
import { readInstructions } from './valgrind.ts';

const file = (events: string, sums: string) =>
  `desc: I1 cache: none\ncmd: node count\nevents: ${events}\nfl=start.c\nfn=main\n12 40\n${sums}\n`;

test.each([
  ['one column', file('Ir', 'summary: 452216784'), 452_216_784],
  ['the column of instructions among others', file('Ir I1mr ILmr', 'summary: 77 5 6'), 77],
  ['another order', file('Bc Ir', 'summary: 5 77'), 77],
  ['the keyword of other versions', file('Ir', 'totals: 1234'), 1234],
])('reads %s', (_what, text, total) => {
  expect(readInstructions(text)).toBe(total);
});

test.each([
  ['an empty file', ''],
  ['a file that was cut off', file('Ir', '')],
  ['no instructions', file('Bc', 'summary: 5')],
])('%s is an error and no number', (_what, text) => {
  expect(() => readInstructions(text)).toThrow(/Expected the lines "events: Ir"/);
});
