import { expect, test } from 'vitest';
import { seededNormal } from '../testing/random.ts';
import { recentSteps } from './recent-steps.ts';

/** Returns times around 100 that scatter by 2 %. */
function noisy(count: number, seed: number): number[] {
  const normal = seededNormal(seed);
  return Array.from({ length: count }, () => 100 * Math.exp(normal() / 50));
}

const clarity = (values: readonly number[]) => recentSteps(values).map((step) => step.clarity);
const sizes = (values: readonly number[]) =>
  recentSteps(values).map(({ difference, deviation }) => Math.abs(difference) / deviation);

test('compares the newest 2 to 8 runs, and leaves at least 8 before them', () => {
  expect(recentSteps(noisy(9, 1))).toEqual([]);
  expect(recentSteps(noisy(11, 1)).map(({ runs }) => runs)).toEqual([2, 3]);
  expect(recentSteps(noisy(200, 1)).map(({ runs }) => runs)).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

test('shows a step of four runs clearest with the four runs', () => {
  const values = [...noisy(60, 2), ...noisy(4, 3).map((value) => value * 1.1)];
  const all = clarity(values);
  expect(all.indexOf(Math.max(...all))).toBe(2);
  expect(Math.expm1(recentSteps(values)[2]?.difference ?? 0)).toBeCloseTo(0.1, 1);
});

test.each([1, 2, 3, 4, 5, 6, 7])('takes no outlier for a step, %i runs after it', (after) => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const values = [...noisy(60, seed), 10_000, ...noisy(after, seed + 50)];
    expect(Math.max(...sizes(values))).toBeLessThan(4.3);
  }
});

test('allows for the correlation of neighbouring runs', () => {
  const normal = seededNormal(4);
  let state = 0;
  const drifting = Array.from({ length: 100 }, () => {
    state = 0.8 * state + normal() / 50;
    return 100 * Math.exp(state);
  });
  const [, , independent] = recentSteps(
    drifting.toSorted((a, b) => Math.sin(a * 1e6) - Math.sin(b * 1e6)),
  );
  const [, , correlated] = recentSteps(drifting);
  expect(correlated?.deviation).toBeGreaterThan(1.5 * (independent?.deviation ?? NaN));
});

test('finds a deviation of 0 when all runs are equal', () => {
  expect(recentSteps(Array.from({ length: 20 }, () => 5))[0]).toMatchObject({
    difference: 0,
    deviation: 0,
  });
});
