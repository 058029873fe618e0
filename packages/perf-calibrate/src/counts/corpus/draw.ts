import { createHash } from 'node:crypto';
import { seededRandom } from '@night-pilot/perf-report/stats';

/** Returns random numbers seeded by a text: the same for the same text on every platform. */
export function randomOf(seed: string): () => number {
  return seededRandom(createHash('sha256').update(seed).digest().readUInt32LE());
}

/** Draws one of at least one value. */
export function picked<Value>(values: readonly Value[], random: () => number): Value {
  return values[Math.floor(random() * values.length)] as Value;
}

/** Returns the values in random order (Fisher and Yates). */
export function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  const rest = [...values];
  return Array.from(values, () => rest.splice(Math.floor(random() * rest.length), 1)[0] as Value);
}
