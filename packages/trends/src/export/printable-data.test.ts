import { expect, test } from 'vitest';
import { printableData } from './printable-data.ts';

test('replaces control characters in names and texts at any depth, and nothing else', () => {
  const data = {
    'a\u001b[2J': ['b\u202ec', { deep: 'd\u2028e' }],
    number: 1,
    none: null,
    yes: true,
    title: 'Zürich › 東京 −5 %',
  };
  expect(printableData(data)).toEqual({
    'a [2J': ['b c', { deep: 'd e' }],
    number: 1,
    none: null,
    yes: true,
    title: 'Zürich › 東京 −5 %',
  });
});
