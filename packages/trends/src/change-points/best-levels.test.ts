import { expect, test } from 'vitest';
import { seededRandom } from '@night-pilot/perf-report/testing';
import { bestLevels } from './best-levels.ts';

/** Tries every last change of every prefix: slow, and plainly right. */
function exhaustive(values: Float64Array, penalty: number): number[] {
  const costs = [-penalty];
  const starts = [0];
  for (let end = 1; end <= values.length; end += 1) {
    let best = Infinity;
    for (let start = 0; start < end; start += 1) {
      const level = values.subarray(start, end);
      const mean = level.reduce((sum, value) => sum + value, 0) / level.length;
      const distance = level.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const cost = (costs[start] ?? NaN) + distance + penalty;
      if (cost >= best) continue;
      best = cost;
      starts[end] = start;
    }
    costs[end] = best;
  }
  const changes: number[] = [];
  for (let start = starts.at(-1) ?? 0; start > 0; start = starts[start] ?? 0) changes.push(start);
  return changes.reverse();
}

test('splits as an exhaustive search does in 60 random series (seeds 1 to 60)', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = seededRandom(seed);
    let level = 0;
    const values = Float64Array.from({ length: 90 }, () => {
      if (random() < 0.04) level = 4 * random();
      return level + random() + random();
    });
    const penalty = 0.5 + 3 * random();
    expect(bestLevels(values, penalty), `seed ${seed}`).toEqual(exhaustive(values, penalty));
  }
});

test('finds no change in equal values', () => {
  expect(bestLevels(new Float64Array(50).fill(7), 1e-12)).toEqual([]);
});
