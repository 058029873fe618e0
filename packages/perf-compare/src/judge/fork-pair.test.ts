import { expect, test } from 'vitest';
import { pairLogRatio } from './fork-pair.ts';

test('returns the log ratio of the means, whose sign changes when the arms are swapped', () => {
  const pair = { base: [100, 200], head: [100, 230] };
  expect(pairLogRatio(pair)).toBeCloseTo(Math.log(1.1), 12);
  expect(pairLogRatio({ base: pair.head, head: pair.base })).toBeCloseTo(-Math.log(1.1), 12);
});

test('refuses unequal numbers of samples, and times that have no logarithm', () => {
  expect(() => pairLogRatio({ base: [1, 2], head: [1] })).toThrow('got 2 and 1');
  expect(() => pairLogRatio({ base: [], head: [] })).toThrow('at least one');
  expect(() => pairLogRatio({ base: [1], head: [-1] })).toThrow('got 1 ns and -1 ns');
});
