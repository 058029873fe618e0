import { describe, expect, test } from 'vitest';
import { createPageSecret, isSecret } from './page-secret.ts';

describe('createPageSecret', () => {
  test('creates 32 new bytes each time that need no escaping in HTML', () => {
    const secrets = Array.from({ length: 20 }, createPageSecret);
    expect(new Set(secrets).size).toBe(20);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[\w-]+$/);
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    }
  });
});

describe('isSecret', () => {
  const secret = createPageSecret();

  test('accepts only the secret', () => {
    expect(isSecret(secret, secret)).toBe(true);
    expect(isSecret(createPageSecret(), secret)).toBe(false);
    expect(isSecret(undefined, secret)).toBe(false);
    expect(isSecret('', secret)).toBe(false);
    expect(isSecret(secret.slice(1), secret)).toBe(false);
    expect(isSecret(`${secret}x`, secret)).toBe(false);
  });
});
