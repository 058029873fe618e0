import { describe, expect, test } from 'vitest';
import { printable, printableJson, printableLines, printableStyled } from './printable.ts';

const HOSTILE: readonly (readonly [name: string, text: string, expected: string])[] = [
  ['escape sequences', 'a\u001b[2Jb', 'a [2Jb'],
  ['commands of the operating system', 'a\u001b]0;title\u0007b', 'a ]0;title b'],
  ['8-bit control characters', 'a\u009b2Jb', 'a 2Jb'],
  ['carriage returns', 'a\rb', 'a b'],
  ['backspaces and deletes', 'a\u0008\u007fb', 'a b'],
  ['changes of the writing direction', 'a\u202eb\u2066c\u061cd\u200fe', 'a b c d e'],
  ['line and paragraph separators', 'a\u2028b\u2029c', 'a b c'],
  ['blanks without width and word joiners', 'a\u200bb\u200c\u200dc\u2060d\ufeffe', 'a b c d e'],
  ['soft hyphens and fillers', 'a\u00adb\u3164c\u115fd\u034fe', 'a b c d e'],
  ['invisible operators and annotations', 'a\u2063b\ufff9c\ufffbd', 'a b c d'],
  ['tag characters', 'a\u{e0041}\u{e007f}b\u{e0001}c', 'a b c'],
];

describe('printable', () => {
  test.each(HOSTILE)('replaces %s', (_name, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test('joins lines, and keeps letters of any language', () => {
    expect(printable('a\r\nb\tc')).toBe('a b c');
    expect(printable('Zürich › 東京 −5 % 👩‍💻')).toBe('Zürich › 東京 −5 % 👩‍💻');
  });

  test.each([
    ['emoji', '👩🏽‍🚀 🏳️‍🌈 ❤️‍🔥 #️⃣'],
    ['Persian', 'می\u200cخواهم'],
    ['Devanagari', 'क्\u200dष'],
  ])('keeps the joiners and variation selectors of %s', (_name, text) => {
    expect(printable(text)).toBe(text);
  });

  test('replaces a joiner that joins nothing', () => {
    expect(printable('@\u200duser 👩\u200d \u200d💻')).toBe('@ user 👩   💻');
  });
});

test('printableLines keeps line feeds and tabs only', () => {
  expect(printableLines('a\n\tb\r\nc\u001b[31md')).toBe('a\n\tb\nc [31md');
});

test('printableStyled keeps our own styles, but no sequence that moves, hides or clears', () => {
  const styled = '\u001b[1m\u001b[31mbad\u001b[39m\u001b[22m';
  expect(printableStyled(styled)).toBe(styled);
  for (const sequence of ['[2J', '[1A', '[8m', '[5m', ']8;;http://x\u0007', '[38;5;1m', 'c']) {
    expect(printableStyled(`a\u001b${sequence}`)).not.toContain('\u001b');
  }
});

test('printableJson has no control character, and means the same', () => {
  const value = { [HOSTILE.map(([, text]) => text).join()]: ['\u0085', 'ü', '👩‍💻', '\u{e0041}'] };
  const text = printableJson(value, 2);
  expect(printableLines(text)).toBe(text);
  expect(text).toContain(String.raw`\udb40\udc41`);
  expect(text).toContain('👩‍💻');
  expect(JSON.parse(text)).toEqual(value);
});
