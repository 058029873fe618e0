import { describe, expect, test } from 'vitest';
import { isAllowedHost } from './allowed-host.ts';

describe('isAllowedHost', () => {
  test.each(['127.0.0.1:8080', 'localhost:8080', '[::1]:8080'])('accepts %s', (host) => {
    expect(isAllowedHost(host, 8080)).toBe(true);
  });

  test.each([
    undefined,
    '',
    '127.0.0.1',
    'localhost',
    'localhost:80',
    'localhost:18080',
    'evil.example:8080',
    'localhost.evil.example:8080',
    '127.0.0.1:8080.evil.example',
    '127.0.0.1:8080@evil.example',
    '0.0.0.0:8080',
    '192.168.1.7:8080',
  ])('refuses %s', (host) => {
    expect(isAllowedHost(host, 8080)).toBe(false);
  });

  test('accepts a name without a port when the port is 80', () => {
    expect(isAllowedHost('localhost', 80)).toBe(true);
  });
});
