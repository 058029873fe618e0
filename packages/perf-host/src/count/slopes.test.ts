import { expect, test } from 'vitest';
import { areSteady, iterationsFor, perIterationOf, powerOfTwoBelow, slopesOf } from './slopes.ts';

test('cancels start-up out of the slopes', () => {
  const startUp = 430_000_000;
  const totals = [100, 200, 300].map((n) => startUp + 772 * n) as [number, number, number];
  expect(slopesOf(totals, 100)).toEqual([772, 772]);
  expect(perIterationOf([772, 774])).toBe(773);
});

test.each([
  ['equal', [100, 100], 0, true],
  ['half a percent apart', [100, 99.5], 0, true],
  ['more than half a percent apart', [100, 99.49], 0, false],
  ['getting slower as well', [99.49, 100], 0, false],
  ['nothing and nearly nothing', [0, 0.01], 0, false],
  ['nothing and nearly nothing, within the tolerance', [0, 0.01], 0.5, true],
  ['falling below zero by noise', [-0.2, 0.2], 0.5, true],
] as const)('slopes that are %s', (_what, [first, second], tolerance, steady) => {
  expect(areSteady([first, second], { tolerance })).toBe(steady);
});

test('applies a stricter rule', () => {
  expect(areSteady([1000, 1001], { share: 0.001 })).toBe(true);
  expect(areSteady([1000, 1002], { share: 0.001 })).toBe(false);
});

test.each([
  [0.3, 1],
  [1, 1],
  [1023.9, 512],
  [1024, 1024],
])('the power of two below %d is %d', (value, power) => {
  expect(powerOfTwoBelow(value)).toBe(power);
});

test('returns the smallest sufficient number of iterations, as a power of two', () => {
  expect(iterationsFor(100, 6400)).toBe(64);
  expect(iterationsFor(100, 6401)).toBe(128);
  expect(iterationsFor(100, 50)).toBe(1);
  expect(iterationsFor(100.4, 6400)).toBe(64);
});
