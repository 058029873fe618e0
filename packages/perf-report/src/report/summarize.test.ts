import { expect, test } from 'vitest';
import { sampleFork } from '../testing/sample-report.ts';
import { ReportError } from './errors.ts';
import { summarize } from './summarize.ts';

test('weighs forks equally, however many samples each has', () => {
  const summary = summarize([sampleFork([10, 10, 10, 10]), sampleFork([20])]);
  expect(summary.mean).toBe(15);
  expect(summary.min).toBe(10);
  expect(summary.p50).toBe(15);
});

test('averages percentiles over forks, so that one slow fork does not own the tail', () => {
  const usual = Array.from({ length: 9 }, () => sampleFork(new Array<number>(100).fill(10)));
  const summary = summarize([...usual, sampleFork(new Array<number>(100).fill(110))]);
  expect(summary).toMatchObject({ min: 10, p50: 20, p95: 20, p99: 20 });
});

test('ignores forks that are set aside', () => {
  const summary = summarize([
    sampleFork([10]),
    sampleFork([12]),
    sampleFork([900], { setAside: 'stolen CPU time' }),
  ]);
  expect(summary.mean).toBe(11);
  expect(summary.p99).toBeLessThan(13);
});

test('returns no interval for one fork', () => {
  expect(summarize([sampleFork([1, 2, 3])]).interval).toBeNull();
});

test('refuses a metric whose forks are all set aside', () => {
  expect(() => summarize([sampleFork([1], { setAside: 'throttled' })])).toThrow(ReportError);
});

test('averages ratios geometrically', () => {
  const { mean, interval } = summarize([sampleFork([4]), sampleFork([1])], 'geometric');
  expect(mean).toBeCloseTo(2, 12);
  expect((interval?.low ?? NaN) * (interval?.high ?? NaN)).toBeCloseTo(4, 9);
});

test('finds the least of more forks than a call has arguments', () => {
  const forks = Array.from({ length: 200_000 }, (_, index) => sampleFork([index + 1]));
  expect(summarize(forks).min).toBe(1);
});
