import { hash } from 'node:crypto';
import type { MetricIdentity } from '@night-pilot/perf-report';
import { identityKey } from '@night-pilot/perf-report/series';

/** Returns 16 hex digits that are equal for equal plain data, in any order of keys. */
export function digest(value: unknown): string {
  return digestOfText(JSON.stringify(sorted(value)));
}

/** Returns 16 hex digits of a text. */
export function digestOfText(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}

/** Copies plain data with the keys of its objects in order, which is faster than a replacer of `JSON.stringify`. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) copy[key] = sorted((value as typeof copy)[key]);
  return copy;
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
