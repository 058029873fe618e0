import { expect, test } from 'vitest';
import { wallRules } from '@night-pilot/perf-compare/judge';
import { normalPairs } from './populations.ts';
import { smallestSeen } from './smallest-seen.ts';

const plant = (spread: number) => (random: () => number, change: number) => () =>
  normalPairs(spread, change).draw(random);

test('sees smaller changes where pairs spread less, and never one below what matters', () => {
  const options = { trials: 200, seed: 41, rules: wallRules() };
  const quiet = smallestSeen(plant(0.01), options);
  const noisy = smallestSeen(plant(0.05), options);
  expect(quiet.change).toBeGreaterThan(options.rules.minEffect);
  expect(quiet.change).toBeLessThan(0.025);
  expect(noisy.change).toBeGreaterThan(0.04);
  expect(noisy.change).toBeLessThan(0.06);
});

test('the change it names is found by the share, and a little less is not', () => {
  const options = { trials: 400, seed: 42, rules: wallRules(), share: 0.8 };
  const { change } = smallestSeen(plant(0.03), options);
  if (change === null) throw new Error('expected a change');
  const closer = smallestSeen(plant(0.03), { ...options, share: 0.9 });
  expect(closer.change).toBeGreaterThan(change);
});

test('says so where not even twice the time is seen', () => {
  expect(smallestSeen(plant(5), { trials: 50, seed: 43, rules: wallRules() })).toEqual({
    change: null,
    meanPairs: 0,
  });
});
