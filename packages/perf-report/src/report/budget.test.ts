import { expect, test } from 'vitest';
import { sampleMetric } from '../testing/sample-report.ts';
import { budgetState, budgetStateOf, type Limit } from './budget.ts';

function stateOf(limit: Limit, mean: number, interval: [low: number, high: number] | null) {
  return budgetState(limit, {
    ...{ instrument: 'wall', kind: 'ratio', unit: 'x', resolution: undefined },
    summary: { mean, interval: interval && { low: interval[0], high: interval[1] } },
  });
}

test.each([
  ['met', { min: 80 }, 90, [81, 99]],
  ['met', { min: 80 }, 90, [80, 100]],
  ['unclear', { min: 80 }, 68.9, [52, 91]],
  ['unclear', { min: 80 }, 85, [79, 91]],
  ['unclear', { min: 80 }, 70, [60, 80]],
  ['broken', { min: 80 }, 70, [61, 79]],
  ['met', { max: 5 }, 4, [3, 5]],
  ['unclear', { max: 5 }, 5.1, [4.9, 5.3]],
  ['unclear', { max: 5 }, 4.9, [4.7, 5.1]],
  ['broken', { max: 5 }, 6, [5.5, 6.5]],
] as const)('is %s for the limit %j when the value is %d in %j', (state, limit, mean, interval) => {
  expect(stateOf(limit, mean, [...interval])).toBe(state);
});

test('is decided by the mean when there is no interval', () => {
  expect(stateOf({ min: 80 }, 80, null)).toBe('met');
  expect(stateOf({ min: 80 }, 79.9, null)).toBe('broken');
  expect(stateOf({ max: 5 }, 5, null)).toBe('met');
  expect(stateOf({ max: 5 }, 5.1, null)).toBe('broken');
});

test('allows a count to miss its limit by less than its resolution', () => {
  const bytes = { instrument: 'allocated', kind: 'memory', unit: 'bytes' } as const;
  const state = (mean: number, interval: { low: number; high: number } | null = null) =>
    budgetState({ max: 0 }, { ...bytes, resolution: undefined, summary: { mean, interval } });
  expect(state(0.0000116)).toBe('met');
  expect(state(0.2, { low: 0.1, high: 0.4 })).toBe('met');
  expect(state(0.4, { low: 0.1, high: 0.7 })).toBe('unclear');
  expect(state(16)).toBe('broken');
});

test('is null for a metric without a budget', () => {
  expect(budgetStateOf(sampleMetric())).toBeNull();
  expect(budgetStateOf(sampleMetric({ budget: { max: 1, met: true } }))).toBe('broken');
});
