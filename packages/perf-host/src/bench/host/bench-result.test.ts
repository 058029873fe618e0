import { expect, test } from 'vitest';
import { sampleFork } from '@night-pilot/perf-report/testing';
import { toBenchResult } from './bench-result.ts';

const fork = sampleFork([3e6, 1e6, 2e6], { iterationsPerSample: 10 });

test('gives times in ms per iteration and rates per second', () => {
  const result = toBenchResult('parse', fork, false);
  expect(result).toMatchObject({ name: 'parse', state: 'completed', period: 2, totalTime: 60 });
  expect(result.latency).toMatchObject({ mean: 2, min: 1, max: 3, p50: 2, sd: 1, samplesCount: 3 });
  expect(result.throughput.max).toBe(1000);
});

test('keeps the samples only when they are asked for', () => {
  expect(toBenchResult('parse', fork, true).latency.samples).toEqual([1, 2, 3]);
  expect(toBenchResult('parse', fork, false).latency.samples).toBeUndefined();
});
