import { createHash } from 'node:crypto';
import { seededRandom } from '@night-pilot/perf-report/stats';

/** Random numbers that a text decides: the same for the same text everywhere. */
export function randomOf(seed: string): () => number {
  return seededRandom(createHash('sha256').update(seed).digest().readUInt32LE());
}

/** One of at least one. */
export function picked<Value>(values: readonly Value[], random: () => number): Value {
  return values[Math.floor(random() * values.length)] as Value;
}

/** The same in another order (Fisher and Yates). */
export function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  const rest = [...values];
  return Array.from(values, () => rest.splice(Math.floor(random() * rest.length), 1)[0] as Value);
}
