import { expect, test } from 'vitest';
import { wallRules } from '@night-pilot/perf-compare/judge';
import { simulateCoverage } from './coverage.ts';
import { populations, RARE_SLOW_FORKS } from './populations.ts';

const LEVEL = 0.99;
const trials = 2_000;
/** An interval of this level covers less often in three of 2,000 seeds: three standard errors, here 98.3 %. */
const LEAST = LEVEL - 3 * Math.sqrt((LEVEL * (1 - LEVEL)) / trials);

const options = { trials, seed: 20_261_101, rules: wallRules() };
const cases = [10, 16, 24, 48].flatMap((maxPairs) =>
  populations().map((population) => ({ ...population, maxPairs, population })),
);

test.each(cases)(
  'covers the mean log ratio of $name at the 99 % level, at every look and at any stop, with up to $maxPairs pairs',
  ({ population, maxPairs }) => {
    const rules = wallRules({ maxPairs });
    const coverage = simulateCoverage(population, { ...options, rules });
    expect(coverage.atPairs.map(({ pairs }) => pairs)).toEqual(
      rules.plan.looks.map(({ pairs }) => pairs),
    );
    expect(Math.min(...coverage.atPairs.map(({ share }) => share))).toBeGreaterThanOrEqual(LEAST);
    expect(coverage.whenDecided).toBeGreaterThanOrEqual(LEAST);
    expect(coverage.whenStoppedAtWorst).toBeGreaterThanOrEqual(LEAST);
  },
);

test('does not cover the mean when slow forks are too rare for the pairs to show', () => {
  const coverage = simulateCoverage(RARE_SLOW_FORKS, { ...options, trials: 1000 });
  expect(coverage.whenStoppedAtWorst).toBeLessThan(0.9);
});
