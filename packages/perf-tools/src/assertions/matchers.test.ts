import { expect as playwrightExpect } from '@playwright/test';
import { expect, test } from 'vitest';
import type { Growth } from '../monitor/growth.ts';
import { matchers } from './matchers.ts';
import './vitest-matchers.ts';

expect.extend(matchers);
const inPlaywright = playwrightExpect.extend(matchers);

const samples = [3, 1, 2, 4, 5];
const outcome = { succeeded: 9, failed: 1, durationMs: 1000 };
const growth: Growth = {
  of: 'handles',
  slopePerMinute: 2,
  minPerMinute: 1,
  isGrowing: true,
  interval: { low: 1.5, high: 2.5, level: 0.99 },
  readings: 540,
  durationMs: 54_000,
};

test("extends Vitest's expect, with and without not", () => {
  expect(samples).toHavePercentileBelow(50, 3.1);
  expect(samples).not.toHavePercentileBelow(50, 3);
  expect(samples).toHaveMeanBelow(3.1);
  expect(samples).toRunFasterThan([30, 31, 32, 33, 34], 3);
  expect(samples).not.toRunFasterThan(samples);
  expect(outcome).toHaveThroughputAtLeast(9);
  expect(outcome).toHaveSuccessShareAtLeast(0.9);
  expect(growth).toBeGrowing();
});

test("extends Playwright's expect, with and without not", () => {
  inPlaywright(samples).toHavePercentileBelow(50, 3.1);
  inPlaywright(samples).not.toHavePercentileBelow(50, 3);
  inPlaywright(samples).toHaveMeanBelow(3.1);
  inPlaywright(samples).toRunFasterThan([30, 31, 32, 33, 34], 3);
  inPlaywright(outcome).toHaveThroughputAtLeast(9);
  inPlaywright(outcome).toHaveSuccessShareAtLeast(0.9);
  inPlaywright(growth).toBeGrowing();
});

test.each([
  ['Vitest', expect],
  ['Playwright', inPlaywright],
])('shows the distribution in the unit of the samples when it fails in %s', (_, theirs) => {
  const their = theirs as typeof expect;
  expect(() => their(samples).toHavePercentileBelow(95, 4, 'ns')).toThrow(
    /Expected p95 below 4 ns, got 4\.80 ns, .*\n\nn 5 · min 1 ns · .*█/s,
  );
  expect(() => their(samples).not.toHaveMeanBelow(4)).toThrow(
    /Expected not mean below 4 ms, got 3 ms/,
  );
  expect(() => their(growth).not.toBeGrowing()).toThrow(
    /Expected not handles to grow by more than 1 a minute, .* got 2 a minute, interval 1\.50–2\.50/,
  );
});
