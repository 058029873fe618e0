import { expect, test } from 'vitest';
import { instrumentName, instrumentText } from './instrument-text.ts';

test('bytes and counts are never called wall time', () => {
  for (const kind of ['memory', 'size', 'count'] as const) {
    expect(instrumentText({ instrument: 'wall', kind }).name).toBe('process reading');
    expect(instrumentText({ instrument: 'counted', kind }).name).toBe('counted');
  }
});

test('times and rates of the wall instrument are called wall time', () => {
  expect(instrumentText({ instrument: 'wall', kind: 'time' }).name).toBe('wall time');
  expect(instrumentText({ instrument: 'wall', kind: 'throughput' }).name).toBe('wall time');
});

test('an unknown instrument keeps its name', () => {
  expect(instrumentName('wall')).toBe('wall time');
  expect(instrumentName('stopwatch')).toBe('stopwatch');
  expect(instrumentName('constructor')).toBe('constructor');
});
