import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['escape sequences', 'a\u001b[2Jb', 'a [2Jb'],
  ['8-bit control characters', 'a\u009b2Jb', 'a 2Jb'],
  ['line breaks', 'a\r\nb', 'a b'],
  ['letters of any language', 'Zürich › 東京 −5 %', 'Zürich › 東京 −5 %'],
])('%s', (_name, text, expected) => {
  expect(printable(text)).toBe(expected);
});
