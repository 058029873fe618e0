import { expect, test } from 'vitest';
import { wallRules } from '@night-pilot/perf-compare/judge';
import { normalPairs, planted, populations } from './populations.ts';
import { simulateRuns } from './simulate-runs.ts';

const rules = wallRules();
const exchangeable = populations().filter(({ alike }) => alike);

test.each([...exchangeable, { ...normalPairs(0.15), name: 'a very noisy machine' }])(
  'raises an alarm in at most 1 % of runs of 50 unchanged benchmarks: $name',
  (population) => {
    const { alarms, unchanged } = simulateRuns({
      runs: 150,
      seed: 20_261_102,
      rules,
      unchanged: { count: 50, population },
    });
    expect(unchanged.benchmarks).toBe(7_500);
    expect(alarms.rate).toBeLessThanOrEqual(0.01);
  },
);

test.each([
  ['alone', 0, 1000],
  ['among 49 without a change', 49, 200],
] as const)(
  'finds 5 %% where pairs spread by 5 %%, %s: decided in 90 %%, found in 95 %% of those, never unchanged',
  (_, count, runs) => {
    const { changed } = simulateRuns({
      runs,
      seed: 20_261_103,
      rules,
      unchanged: { count, population: normalPairs(0.05) },
      changed: normalPairs(0.05, 0.05),
    });
    expect(changed.benchmarks).toBe(runs);
    expect(changed.decidedShare).toBeGreaterThanOrEqual(0.9);
    expect(changed.foundShare).toBeGreaterThanOrEqual(0.95);
    expect(changed.unchanged).toBe(0);
  },
);

test.each(exchangeable)(
  '$name: 5 % is never called unchanged, nor an improvement',
  (population) => {
    const { changed } = simulateRuns({
      runs: 500,
      seed: 20_261_104,
      rules,
      unchanged: { count: 0, population },
      changed: planted(population, 0.05),
    });
    expect(changed.regression).toBeGreaterThan(0);
    expect(changed.unchanged + changed.improvement).toBe(0);
  },
);

test.each([0.002, 0.01, 0.03])(
  'the smallest effect itself is never called unchanged in 2,000 comparisons, spread %f',
  (spread) => {
    const { changed } = simulateRuns({
      runs: 2000,
      seed: 20_261_105,
      rules,
      unchanged: { count: 0, population: normalPairs(spread) },
      changed: normalPairs(spread, rules.minEffect),
    });
    expect(changed.unchanged).toBe(0);
    expect(changed.regression).toBeLessThanOrEqual(20);
  },
);

test('calls benchmarks unchanged on a quiet machine', () => {
  const { unchanged } = simulateRuns({
    runs: 50,
    seed: 20_261_106,
    rules,
    unchanged: { count: 10, population: normalPairs(0.005) },
  });
  expect(unchanged).toMatchObject({ benchmarks: 500, unchanged: 500 });
});

test('would exceed the alarm rate if 50 benchmarks were judged alone', () => {
  const alone = simulateRuns({
    runs: 10_000,
    seed: 20_261_107,
    rules: wallRules({ minEffect: 1e-6 }),
    unchanged: { count: 1, population: normalPairs(0.05) },
  });
  // The chance that none of 50 benchmarks, each judged alone, is called changed.
  expect(1 - (1 - alone.alarms.rate) ** 50).toBeGreaterThan(0.2);
  expect(alone.alarms.rate).toBeLessThanOrEqual(0.01);
});
