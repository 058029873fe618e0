import { expect, test } from 'vitest';
import { decodeUtf8, whyNotStorable, whyNotUtf8 } from './strict-json.ts';

test('decodes UTF-8 and refuses other bytes', () => {
  expect(decodeUtf8(Buffer.from('\ufeffZürich \u{1f468}'))).toBe('Zürich \u{1f468}');
  for (const bytes of [
    [0xff],
    [0xc3],
    [0xc0, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf5, 0x80, 0x80, 0x80],
  ]) {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBeNull();
  }
});

test('names the encoding of PowerShell', () => {
  expect(whyNotUtf8(Buffer.from('\ufeff{}', 'utf16le'))).toContain('UTF-16');
  expect(whyNotUtf8(Uint8Array.of(0xe9))).toContain('not valid UTF-8');
});

test('finds the key that objects drop, however deep', () => {
  expect(whyNotStorable(JSON.parse('{"a":[1,{"b":{"__proto__":1}}]}'))).toBe(
    'a.1.b.__proto__: a key of this name cannot be stored: rename it',
  );
  expect(whyNotStorable({ a: '__proto__', b: [null, 1] })).toBeNull();
});

test.each([2_000, 200_000])('refuses %d arrays within each other', (levels) => {
  const value: unknown = JSON.parse(`{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`);
  expect(whyNotStorable(value)).toBe(
    'a.0.0: it has more than 500 objects and arrays within each other',
  );
});
