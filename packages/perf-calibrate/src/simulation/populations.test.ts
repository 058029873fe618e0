import { expect, test } from 'vitest';
import { mean, seededRandom, standardDeviation } from '@night-pilot/perf-report/stats';
import { planted, populations, RARE_SLOW_FORKS } from './populations.ts';

test.each([...populations(), RARE_SLOW_FORKS])(
  '$name: the stated mean is that of its draws',
  (population) => {
    const random = seededRandom(11);
    const draws = Array.from({ length: 200_000 }, () => population.draw(random));
    const error = standardDeviation(draws) / Math.sqrt(draws.length);
    expect(Math.abs(mean(draws) - population.meanLogRatio)).toBeLessThan(4 * error);
  },
);

test.each(populations(0.03).filter(({ name }) => name.includes('log ratios')))(
  '$name: spread by what was asked for',
  (population) => {
    const random = seededRandom(12);
    const draws = Array.from({ length: 200_000 }, () => population.draw(random));
    expect(standardDeviation(draws)).toBeCloseTo(0.03, 2);
  },
);

test('moves the mean by the logarithm of a planted change', () => {
  const [population] = populations();
  if (population === undefined) throw new Error('expected a population');
  expect(planted(population, 0.05).meanLogRatio).toBeCloseTo(Math.log(1.05), 12);
  expect(planted(population, 0.05).draw(seededRandom(1))).toBeCloseTo(
    population.draw(seededRandom(1)) + Math.log(1.05),
    12,
  );
});
