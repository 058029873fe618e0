import { describe, expect, test } from 'vitest';
import { isAllowedHost, requestedHost } from './allowed-host.ts';

describe('isAllowedHost', () => {
  test.each(['127.0.0.1:8080', 'localhost:8080', 'LOCALHOST:8080', 'LocalHost:8080', '[::1]:8080'])(
    'accepts %s',
    (host) => {
      expect(isAllowedHost(host, 8080)).toBe(true);
    },
  );

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

describe('requestedHost', () => {
  test.each(['https://localhost:8080/', 'ws://localhost:8080/', 'ftp://localhost:8080'])(
    'of the target %s is no allowed one: the server speaks http only',
    (target) => {
      expect(isAllowedHost(requestedHost(target, 'localhost:8080'), 8080)).toBe(false);
    },
  );

  test.each([
    ['/', 'localhost:8080', 'localhost:8080'],
    ['*', 'localhost:8080', 'localhost:8080'],
    ['/http://evil.example/', 'localhost:8080', 'localhost:8080'],
    ['http://evil.example/health', 'localhost:8080', 'evil.example'],
    ['HTTP://LOCALHOST:8080', 'localhost:8080', 'LOCALHOST:8080'],
    ['https://evil.example?x', 'localhost:8080', 'https://evil.example'],
    ['https://localhost:8080/', 'localhost:8080', 'https://localhost:8080'],
    ['file:///etc/passwd', 'localhost:8080', 'file://'],
    ['http://localhost:8080@evil.example/', undefined, 'localhost:8080@evil.example'],
    ['http:///health', 'localhost:8080', ''],
  ])('of the target %s is the host that it names, else the header', (target, header, host) => {
    expect(requestedHost(target, header)).toBe(host);
  });
});
