import { expect, test } from 'vitest';
import { seededNormal } from '../testing/random.ts';
import { limitSpike, limitSpikes } from './limit-spikes.ts';

test('limits each value as it is limited alone, by the median of its neighbours', () => {
  const normal = seededNormal(1);
  for (const length of [1, 2, 5, 6, 11, 12, 60]) {
    const values = Float64Array.from({ length }, (_, at) => (at % 7 === 3 ? 20 : 0) + normal());
    const { values: limited, limit } = limitSpikes(values);
    expect([...limited]).toEqual(Array.from(values, (_, at) => limitSpike(values, at, limit)));
  }
});

test('moves a spike next to its neighbours, and leaves a level that lasts', () => {
  const normal = seededNormal(2);
  const values = Float64Array.from({ length: 60 }, (_, at) => (at < 30 ? 0 : 10) + normal());
  values[12] = 100;
  const { values: limited } = limitSpikes(values);
  expect(limited[12]).toBeLessThan(4);
  expect([...limited.subarray(31)].every((value) => value > 6)).toBe(true);
});
