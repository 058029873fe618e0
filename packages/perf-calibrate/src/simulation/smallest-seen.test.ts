import { expect, test } from 'vitest';
import { wallRules } from '@night-pilot/perf-compare/judge';
import { normalPairs } from './populations.ts';
import { smallestSeen } from './smallest-seen.ts';

const plant = (spread: number) => (random: () => number, change: number) => () =>
  normalPairs(spread, change).draw(random);

test('finds smaller changes when pairs spread less, and never one below the effect that matters', () => {
  const options = { trials: 200, seed: 41, rules: wallRules() };
  const quiet = smallestSeen(plant(0.01), options);
  const noisy = smallestSeen(plant(0.05), options);
  expect(quiet.change).toBeGreaterThan(options.rules.minEffect);
  expect(quiet.change).toBeLessThan(0.025);
  expect(noisy.change).toBeGreaterThan(0.04);
  expect(noisy.change).toBeLessThan(0.06);
});

test('names a change that the share finds, and a slightly smaller one that it does not', () => {
  const options = { trials: 400, seed: 42, rules: wallRules(), share: 0.8 };
  const { change } = smallestSeen(plant(0.03), options);
  if (change === null) throw new Error('expected a change');
  const closer = smallestSeen(plant(0.03), { ...options, share: 0.9 });
  expect(closer.change).toBeGreaterThan(change);
});

test('returns null when not even twice the time is found', () => {
  expect(smallestSeen(plant(5), { trials: 50, seed: 43, rules: wallRules() })).toEqual({
    change: null,
    meanPairs: 0,
  });
});
