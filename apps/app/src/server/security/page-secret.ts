import { randomBytes, timingSafeEqual } from 'node:crypto';

/** The request header that carries the secret. */
export const secretHeader = 'X-Night-Pilot-Secret';

/** 32 random bytes as base64url: made at each start, given to the page, never printed. */
export function createPageSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares without telling by its duration how much of the secret was right. */
export function isSecret(given: string | undefined, secret: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
