import { expect, test } from 'vitest';
import { shortenLines } from './shorten-lines.ts';

test('keeps lines of 4,000 characters, however many there are', () => {
  const text = `${'x'.repeat(4_000)}\n`.repeat(3);
  expect(shortenLines(text)).toBe(text);
});

test('keeps the beginning and the end of a longer line, and the lines around it', () => {
  const line = `The history holds no run ${'x'.repeat(100_000)}; look there.`;
  const [before, shortened = '', after] = shortenLines(`a\n${line}\nb`).split('\n');
  expect([before, after]).toEqual(['a', 'b']);
  expect(shortened).toMatch(
    /^The history holds no run x+ … \(100038 characters\) … x+; look there\.$/,
  );
  expect(shortened.length).toBeLessThan(1_600);
});
