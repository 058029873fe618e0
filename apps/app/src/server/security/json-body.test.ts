import { describe, expect, test } from 'vitest';
import { RequestError } from '../../errors.ts';
import { checkJsonBody, maxBodyBytes, parseJson } from './json-body.ts';

function codeOf(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    if (error instanceof RequestError) return error.code;
    throw error;
  }
}

describe('checkJsonBody', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
  ])('takes the content type %s', (contentType) => {
    expect(codeOf(() => checkJsonBody(contentType, '2'))).toBeNull();
  });

  test.each([
    undefined,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'application/jsonp',
    'application/json; charset=utf-16',
  ])('refuses the content type %s', (contentType) => {
    expect(codeOf(() => checkJsonBody(contentType, '2'))).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  test('refuses a body without a length, and one above the limit', () => {
    const check = (length?: string) => codeOf(() => checkJsonBody('application/json', length));
    expect(check()).toBe('LENGTH_REQUIRED');
    expect(check(String(maxBodyBytes))).toBeNull();
    expect(check(String(maxBodyBytes + 1))).toBe('BODY_TOO_LARGE');
  });
});

describe('parseJson', () => {
  const parse = (text: string) => parseJson(Buffer.from(text));

  test('returns the value, or says what is wrong with the text', () => {
    expect(parse('{"a":[1]}')).toEqual({ a: [1] });
    expect(codeOf(() => parse('{"a":'))).toBe('INVALID_JSON');
    expect(codeOf(() => parse(''))).toBe('INVALID_JSON');
  });

  test.each([
    ['a byte that is none of UTF-8', [0x22, 0xff, 0x22]],
    ['a text cut off inside a character', [0x22, 0xc3, 0x22]],
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
    ['half a surrogate pair', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ])('refuses %s, so that no � is stored instead', (_, bytes) => {
    expect(codeOf(() => parseJson(Uint8Array.from(bytes)))).toBe('INVALID_JSON');
  });

  test.each(['{"__proto__":{}}', '{"args":{"\\u005f_proto__":1}}', '[{"a":[{"__proto__":null}]}]'])(
    'refuses the key that JavaScript drops: %s',
    (text) => {
      expect(codeOf(() => parse(text))).toBe('INVALID_JSON');
    },
  );

  test('accepts __proto__ as a text, and other keys of objects', () => {
    expect(parse('{"a":"__proto__","constructor":1}')).toEqual({ a: '__proto__', constructor: 1 });
  });
});
