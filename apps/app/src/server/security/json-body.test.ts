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
  test('returns the value, or says what is wrong with the text', () => {
    expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
    expect(codeOf(() => parseJson('{"a":'))).toBe('INVALID_JSON');
    expect(codeOf(() => parseJson(''))).toBe('INVALID_JSON');
  });
});
