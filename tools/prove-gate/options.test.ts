import { expect, test } from 'vitest';
import { readOptions } from './options.mjs';

test('runs ten times, three of them busy, when nothing is asked for', () => {
  expect(readOptions([])).toEqual({
    help: false,
    times: false,
    runs: 10,
    busy: 3,
    leaves: ['packages/perf-convert', 'packages/dashboard'],
    testOf: 'packages/perf-report',
    from: undefined,
    report: undefined,
    limitMs: 45 * 60_000,
  });
});

test('takes several leaves, and no more busy runs than runs by default', () => {
  const args = ['--runs', '2', '--leaf', 'apps/app', '--leaf', 'packages/db'];
  expect(readOptions(args)).toMatchObject({
    runs: 2,
    busy: 2,
    leaves: ['apps/app', 'packages/db'],
  });
});

test.for<[string[], string]>([
  [['--runs', '0'], 'Expected --runs to be a whole number of at least 1, got "0".'],
  [['--busy', 'all'], 'Expected --busy to be a whole number of at least 0, got "all".'],
  [['--runs', '2', '--busy', '3'], 'Expected --busy to be at most --runs (2), got 3.'],
  [['--limit-minutes', '1.5'], 'Expected --limit-minutes to be a whole number'],
  [['--fast'], 'Type --help for the options.'],
])('refuses %j', ([args, message]) => {
  expect(() => readOptions(args)).toThrow(message);
});
