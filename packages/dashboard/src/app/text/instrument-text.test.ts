import { expect, test } from 'vitest';
import { instrumentText } from './instrument-text.ts';

test('bytes and counts are never called wall time', () => {
  for (const kind of ['memory', 'size', 'count'] as const) {
    expect(instrumentText({ instrument: 'wall', kind }).name).toBe('read while it ran');
    expect(instrumentText({ instrument: 'counted', kind }).name).toBe('counted');
  }
});

test('times and rates by the clock are', () => {
  expect(instrumentText({ instrument: 'wall', kind: 'time' }).name).toBe('wall time');
  expect(instrumentText({ instrument: 'wall', kind: 'throughput' }).name).toBe('wall time');
});
