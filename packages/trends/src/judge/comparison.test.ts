import { describe, expect, test } from 'vitest';
import { seededNormal } from '../testing/random.ts';
import { compare, effectInterval, effectOf } from './comparison.ts';

/** Logarithms 1…10: trimmed mean 5.5, deviation √(665 / 56), as in the test of the spread. */
const earlier = Array.from({ length: 10 }, (_, index) => Math.exp(index + 1));

const log = { scale: 'log', centre: 1 } as const;

describe('compare', () => {
  test('predicts one run from ten, as calculated by hand', () => {
    const comparison = compare(Math.exp(6), earlier);
    expect(comparison.difference).toBeCloseTo(0.5, 12);
    expect(comparison.deviation).toBeCloseTo(Math.sqrt((665 / 56) * 1.1), 12);
    expect(comparison.degrees).toBe(7);
  });

  test('gives the relative change and its interval', () => {
    const comparison = { ...log, difference: Math.log(1.05), deviation: 0.01, degrees: 5 };
    expect(effectOf(comparison)).toBeCloseTo(0.05, 12);
    // Printed table of Student's t: 4.032 at 5 degrees of freedom, two-sided 99 %.
    const { low, high } = effectInterval(comparison, 0.99);
    expect(low).toBeCloseTo(1.05 * Math.exp(-0.04032) - 1, 4);
    expect(high).toBeCloseTo(1.05 * Math.exp(0.04032) - 1, 4);
  });

  test.each([0, -1])('treats one value of %d among the earlier ones as an outlier', (odd) => {
    const quiet = [10, 11, 12, 13, 14, 15, 16, 17];
    const disturbed = [odd, 11, 12, 13, 14, 15, 16, 17];
    expect(compare(13, disturbed)).toEqual(compare(13, quiet));
  });

  test('returns −100 % for a change to zero, and more for one below', () => {
    expect(effectOf(compare(0, earlier))).toBe(-1);
    expect(effectOf(compare(-50, Array<number>(8).fill(100)))).toBe(-1.5);
    expect(effectInterval(compare(0, Array<number>(8).fill(100)), 0.99)).toMatchObject({
      ...{ low: -1, high: -1 },
    });
  });

  test('returns no relative change from zero, but the difference', () => {
    const comparison = compare(10, Array<number>(8).fill(0));
    expect(effectOf(comparison)).toBeNull();
    expect(effectInterval(comparison, 0.99)).toMatchObject({ low: 10, high: 10 });
  });

  test('returns no change from zero to zero', () => {
    const comparison = compare(0, Array<number>(8).fill(0));
    expect(effectOf(comparison)).toBe(0);
    expect(effectInterval(comparison, 0.99)).toMatchObject({ low: 0, high: 0 });
  });

  test('widens the interval on both sides for noise around zero', () => {
    const { low, high } = effectInterval(compare(1, [-2, -1, -1, 0, 0, 1, 1, 2]), 0.99);
    expect(low).toBeLessThan(-2);
    expect(high).toBeGreaterThan(4);
  });

  test('returns finite numbers only', () => {
    const { high } = effectInterval({ ...log, difference: 0, deviation: 1e3, degrees: 5 }, 0.99);
    expect(high).toBe(Number.MAX_VALUE);
  });
});

test.each([
  { earlierRuns: 8, seed: 8 },
  { earlierRuns: 15, seed: 15 },
  { earlierRuns: 30, seed: 30 },
])(
  'the 99 % interval covers the true change in 99 % of 50,000 cases with $earlierRuns earlier runs (seed $seed)',
  ({ earlierRuns, seed }) => {
    const normal = seededNormal(seed);
    const draw = () => Math.exp(0.03 * normal());
    const cases = 50_000;
    let covered = 0;
    for (let one = 0; one < cases; one += 1) {
      const before = Array.from({ length: earlierRuns }, draw);
      const comparison = compare(1.2 * draw(), before);
      const { low, high } = effectInterval(comparison, 0.99);
      if (low <= 0.2 && high >= 0.2) covered += 1;
    }
    expect(covered / cases).toBeGreaterThan(0.987);
    expect(covered / cases).toBeLessThan(0.993);
  },
);
