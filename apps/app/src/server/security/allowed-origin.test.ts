import { describe, expect, test } from 'vitest';
import { isAllowedOrigin } from './allowed-origin.ts';

describe('isAllowedOrigin', () => {
  test('accepts a missing origin and the origin of the requested host', () => {
    expect(isAllowedOrigin('http://localhost:8080', 'localhost:8080')).toBe(true);
    expect(isAllowedOrigin(undefined, 'localhost:8080')).toBe(true);
    expect(isAllowedOrigin('http://localhost:8080', 'LOCALHOST:8080')).toBe(true);
  });

  test.each([
    'null',
    '',
    'https://localhost:8080',
    'http://localhost',
    'http://localhost:8081',
    'http://127.0.0.1:8080',
    'http://localhost:8080/',
    'http://localhost:8080.evil.example',
    'http://evil.example',
  ])('refuses %o', (origin) => {
    expect(isAllowedOrigin(origin, 'localhost:8080')).toBe(false);
  });
});
