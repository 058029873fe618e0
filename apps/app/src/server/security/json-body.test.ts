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
    ['a byte that begins no character', [0xff]],
    ['a cut character', [0xe5, 0xa4]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
  ])('refuses %s', (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expect(codeOf(() => parseJson(body))).toBe('INVALID_JSON');
  });

  test.each(['{"__proto__":1}', '{"a":[{"b":{"__proto__":{}}}]}', '{"\\u005f_proto__":1}'])(
    'refuses %s, which would vanish',
    (text) => {
      expect(codeOf(() => parse(text))).toBe('INVALID_JSON');
    },
  );

  test('accepts the name as a text, and deep nesting', () => {
    expect(parse('{"a":"__proto__"}')).toEqual({ a: '__proto__' });
    const depth = 5_000;
    expect(codeOf(() => parse('['.repeat(depth) + ']'.repeat(depth)))).toBeNull();
  });
});
