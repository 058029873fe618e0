import { describe, expect, test } from 'vitest';
import { alarmsOf, type Candidate, isBeyond } from './alarms.ts';

const log = { scale: 'log', centre: 1 } as const;

/** A change of `t` deviations, with enough degrees of freedom to make t nearly normal. */
function candidate(t: number): Candidate {
  return {
    comparison: { ...log, difference: t / 1000, deviation: 1 / 1000, degrees: 1e6 },
    smallestEffect: 0,
  };
}

describe('alarmsOf', () => {
  test('steps down as in Holm: each alarm lowers the bar for the next', () => {
    // Normal quantiles at 1 − 0.01/(2m): 2.935 (m=3), 2.807 (m=2), 2.576 (m=1).
    const [strong, middle, weak] = [candidate(2.94), candidate(2.81), candidate(2.58)];
    expect(alarmsOf([weak, middle, strong], 0.01, isBeyond)).toEqual(
      new Set([strong, middle, weak]),
    );
  });

  test('stops at the first series that is no alarm', () => {
    const [strong, middle, weak] = [candidate(2.94), candidate(2.8), candidate(2.6)];
    expect(alarmsOf([weak, middle, strong], 0.01, isBeyond)).toEqual(new Set([strong]));
  });

  test('returns nothing without series', () => {
    expect(alarmsOf([], 0.01, isBeyond)).toEqual(new Set());
  });
});

describe('isBeyond', () => {
  const comparison = { ...log, difference: Math.log(1.1), deviation: 0.01, degrees: 1e6 };

  test('requires the whole interval', () => {
    // 1.1 · exp(±0.0258): 7.2 % to 12.9 %.
    expect(isBeyond({ comparison, smallestEffect: 0.07 }, 0.99)).toBe(true);
    expect(isBeyond({ comparison, smallestEffect: 0.08 }, 0.99)).toBe(false);
  });

  test('works in both directions', () => {
    const smaller = { ...comparison, difference: Math.log(0.9) };
    expect(isBeyond({ comparison: smaller, smallestEffect: 0.07 }, 0.99)).toBe(true);
  });
});
