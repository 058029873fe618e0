import { expect, test } from 'vitest';
import { isCount, resolutionOf, shownValue } from './counts.ts';

const allocated = { instrument: 'allocated', kind: 'memory', unit: 'bytes' } as const;

test('takes the resolution of the kit when a report states none', () => {
  expect(resolutionOf(allocated)).toBe(0.5);
  expect(resolutionOf({ ...allocated, resolution: 8 })).toBe(8);
  expect(resolutionOf({ ...allocated, resolution: 0 })).toBe(0);
});

test('returns 0 for times, ratios of counts, and counts in other units', () => {
  expect(resolutionOf({ instrument: 'wall', kind: 'time', unit: 'ns' })).toBe(0);
  expect(resolutionOf({ instrument: 'instructions', kind: 'ratio', unit: 'x' })).toBe(0);
  expect(resolutionOf({ ...allocated, unit: 'MB' })).toBe(0);
  expect(resolutionOf({ instrument: 'counted', kind: 'size', unit: 'MB' })).toBe(0);
});

test('shows a count below its resolution as zero', () => {
  expect(shownValue(0.0000232, allocated)).toBe(0);
  expect(shownValue(-0.3, allocated)).toBe(0);
  expect(shownValue(0.5, allocated)).toBe(0.5);
  expect(shownValue(0.3, { instrument: 'wall', kind: 'time', unit: 's' })).toBe(0.3);
});

test('does not judge a ratio of counts as a count', () => {
  expect(isCount({ instrument: 'counted', kind: 'size' })).toBe(true);
  expect(isCount({ instrument: 'instructions', kind: 'ratio' })).toBe(false);
  expect(isCount({ instrument: 'wall', kind: 'size' })).toBe(false);
});
