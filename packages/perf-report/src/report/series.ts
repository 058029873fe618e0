import { fingerprintOf } from '../machine/environment.ts';
import type { Environment, MeasuredMetric, MetricIdentity } from './schema.ts';

/** Separates the titles of nested suites. */
export const SUITE_SEPARATOR = ' › ';

/**
 * Returns a key that is equal for equal identities, whatever the order of their params.
 */
export function identityKey({ project, suite, name, params, instrument }: MetricIdentity): string {
  const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([project, suite, name, sorted, instrument]);
}

/** Returns the key of a series: an identity, measured in environments of one fingerprint. */
export function seriesKey(identity: MetricIdentity, environment: Environment): string {
  return `${identityKey(identity)}@${fingerprintOf(environment, identity.instrument)}`;
}

/** Formats an identity for readers: `db › 20 writers › HighPerfDatabase (size=1)`. */
export function identityTitle({ project, suite, name, params }: MetricIdentity): string {
  const listed = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  const title = [project, suite, name].filter(Boolean).join(SUITE_SEPARATOR);
  return listed.length === 0 ? title : `${title} (${listed.join(', ')})`;
}

/** Names the peer of a ratio: by its name, or by its suite when the names are equal. */
export function peerTitle({ suite, peer }: MeasuredMetric): string | null {
  if (peer === undefined) return null;
  return peer.suite === suite ? peer.name : peer.suite;
}
