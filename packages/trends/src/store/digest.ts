import { createHash } from 'node:crypto';
import { identityKey, type MetricIdentity } from '@night-pilot/perf-kit/report';

/** 16 hex digits that are equal for equal plain data, whatever the order of its keys. */
export function digest(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Names a measured thing, whatever it was measured on. */
export function identityId(identity: MetricIdentity): string {
  return digest(identityKey(identity));
}

/**
 * Names a series in every history: one identity, in environments of one fingerprint, in one
 * unit. A metric whose unit changes starts a new series: its values could not be compared.
 */
export function seriesId(identity: MetricIdentity, fingerprint: string, unit: string): string {
  return digest([identityKey(identity), fingerprint, unit]);
}
