import { expect, test } from 'vitest';
import { wallRules } from '@night-pilot/perf-compare/judge';
import { simulateCoverage } from './coverage.ts';
import { populations, RARE_SLOW_FORKS } from './populations.ts';

const options = { trials: 10_000, seed: 20_261_101, rules: wallRules() };
const cases = [10, 16, 24, 48].flatMap((maxPairs) =>
  populations().map((population) => ({ ...population, maxPairs, population })),
);

test.each(cases)(
  '$name, up to $maxPairs pairs: covers the mean log ratio in 98.5 % of 10,000 trials, at every look and whenever one stops',
  ({ population, maxPairs }) => {
    const rules = wallRules({ maxPairs });
    const coverage = simulateCoverage(population, { ...options, rules });
    expect(coverage.atPairs.map(({ pairs }) => pairs)).toEqual(
      rules.plan.looks.map(({ pairs }) => pairs),
    );
    expect(Math.min(...coverage.atPairs.map(({ share }) => share))).toBeGreaterThanOrEqual(0.985);
    expect(coverage.whenDecided).toBeGreaterThanOrEqual(0.985);
    expect(coverage.whenStoppedAtWorst).toBeGreaterThanOrEqual(0.985);
  },
);

test('says so when pairs are too few to know: forks that are rarely slow', () => {
  const coverage = simulateCoverage(RARE_SLOW_FORKS, { ...options, trials: 1000 });
  expect(coverage.whenStoppedAtWorst).toBeLessThan(0.9);
});
