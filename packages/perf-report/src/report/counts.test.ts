import { expect, test } from 'vitest';
import { isCount, resolutionOf, shownValue } from './counts.ts';

const allocated = { instrument: 'allocated', kind: 'memory', unit: 'bytes' } as const;

test('a count of a report that tells no resolution has the one of the kit', () => {
  expect(resolutionOf(allocated)).toBe(0.5);
  expect(resolutionOf({ ...allocated, resolution: 8 })).toBe(8);
  expect(resolutionOf({ ...allocated, resolution: 0 })).toBe(0);
});

test('times, ratios of counts, and counts in another unit have none', () => {
  expect(resolutionOf({ instrument: 'wall', kind: 'time', unit: 'ns' })).toBe(0);
  expect(resolutionOf({ instrument: 'instructions', kind: 'ratio', unit: 'x' })).toBe(0);
  expect(resolutionOf({ ...allocated, unit: 'MB' })).toBe(0);
  expect(resolutionOf({ instrument: 'counted', kind: 'size', unit: 'MB' })).toBe(0);
});

test('what a count cannot tell from zero is shown as zero', () => {
  expect(shownValue(0.0000232, allocated)).toBe(0);
  expect(shownValue(-0.3, allocated)).toBe(0);
  expect(shownValue(0.5, allocated)).toBe(0.5);
  expect(shownValue(0.3, { instrument: 'wall', kind: 'time', unit: 's' })).toBe(0.3);
});

test('a ratio of counts is no count', () => {
  expect(isCount({ instrument: 'counted', kind: 'size' })).toBe(true);
  expect(isCount({ instrument: 'instructions', kind: 'ratio' })).toBe(false);
  expect(isCount({ instrument: 'wall', kind: 'size' })).toBe(false);
});
