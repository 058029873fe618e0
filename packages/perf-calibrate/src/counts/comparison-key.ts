import { createHash } from 'node:crypto';
import type { ProgramVersion } from './calibration-versions.ts';
import { textOf } from './corpus/module.ts';

/**
 * Returns the key of a comparison in the record `counts.jsonl`: a hash of everything that its counts depend on.
 * Existing records rely on it, so a test pins the keys of known comparisons.
 *
 * @param environment The instrument, its fingerprint, and the length of the paths that the versions run from.
 */
export function comparisonKey(
  environment: string,
  { base, modules, repeat }: Pick<ProgramVersion, 'base' | 'modules' | 'repeat'>,
): string {
  const texts = [base, modules].map((version) => version.map(textOf));
  const facts = JSON.stringify([environment, repeat, texts]);
  return createHash('sha256').update(facts).digest('hex').slice(0, 16);
}
