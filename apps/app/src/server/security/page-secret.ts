import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Request header for the secret. */
export const secretHeader = 'X-Night-Pilot-Secret';

/** Creates a secret: 32 random bytes as base64url. Each start has its own; only the page gets it, and it is never printed. */
export function createPageSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Returns whether a text is the secret. Takes the same time however much of it is right. */
export function isSecret(given: string | undefined, secret: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
