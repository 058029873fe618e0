import { createHash } from 'node:crypto';
import type { MetricIdentity } from '@night-pilot/perf-report';
import { identityKey } from '@night-pilot/perf-report/series';

/** Returns 16 hex digits that are equal for equal plain data, in any order of keys. */
export function digest(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Returns the id of a measured thing, independent of its environment. */
export function identityId(identity: MetricIdentity): string {
  return digest(identityKey(identity));
}

/**
 * Returns the id of a series, the same in every history: one identity, one fingerprint and one
 * unit. A metric whose unit changes starts a new series, because its values cannot be compared.
 */
export function seriesId(identity: MetricIdentity, fingerprint: string, unit: string): string {
  return digest([identityKey(identity), fingerprint, unit]);
}
