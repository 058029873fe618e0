import { expect, test } from 'vitest';
import { seededRandom } from '@night-pilot/perf-report/stats';
import { unpairedChange } from './unpaired-change.ts';

test('agrees with an interval worked out by hand', () => {
  // Logarithms 0, 0.2 and 1, 1.2: means 1 apart, variances 0.02 / 2 each, 2 degrees of freedom.
  const { effect, interval } = unpairedChange([1, Math.exp(0.2)], [Math.E, Math.exp(1.2)]);
  expect(effect).toBeCloseTo(Math.E - 1, 12);
  const reach = 9.925 * Math.sqrt(0.02);
  expect(interval?.low).toBeCloseTo(Math.exp(1 - reach) - 1, 3);
  expect(interval?.high).toBeCloseTo(Math.exp(1 + reach) - 1, 1);
});

test('one fork of either says nothing about its spread', () => {
  expect(unpairedChange([1], [2, 3]).interval).toBeNull();
});

test('covers the true change by the 99 % interval in about 99 % of 4,000 cases (seed 5)', () => {
  const random = seededRandom(5);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const draw = (count: number, spread: number, centre: number) =>
    Array.from({ length: count }, () => Math.exp(centre + spread * normal()));
  let covered = 0;
  for (let trial = 0; trial < 4_000; trial++) {
    const { interval } = unpairedChange(draw(10, 0.05, 0), draw(6, 0.1, 0.03));
    if (interval !== null && interval.low <= Math.expm1(0.03) && Math.expm1(0.03) <= interval.high)
      covered += 1;
  }
  expect(covered / 4_000).toBeGreaterThan(0.985);
  expect(covered / 4_000).toBeLessThan(0.995);
});
