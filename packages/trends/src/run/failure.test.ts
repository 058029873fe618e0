import { expect, test } from 'vitest';
import { environment, identity, metric, report } from '../testing/reports.ts';
import { type EndedTask, failureOf } from './failure.ts';

const ended: EndedTask = {
  task: { id: 'db:bench', project: 'db', kind: 'bench' },
  exitCode: 1,
  output: 'db: the file cannot be opened\n',
  parts: [report(1, [metric(1)])],
  unreadable: null,
};

test('a target that did its work has none', () => {
  expect(failureOf({ ...ended, exitCode: 0 })).toBeNull();
});

test('a broken budget is a finding, not a failure to measure', () => {
  const parts = [report(1, [metric(1, { budget: { min: 20, met: false } })])];
  expect(failureOf({ ...ended, parts })).toBeNull();
});

test('a metric that failed says why by itself', () => {
  const failed = {
    state: 'failed' as const,
    ...identity('x'),
    environment: environment.id,
    error: { code: null, message: 'no' },
  };
  expect(failureOf({ ...ended, parts: [report(1, [failed])] })).toBeNull();
});

test('a test that failed is named, whatever the budgets say', () => {
  const part = report(1, [metric(1, { budget: { min: 20, met: false } })]);
  const failed = {
    project: 'app',
    suite: 'page.perf.ts',
    name: 'opens',
    variant: null,
    startedAt: '2026-01-01T00:00:00Z',
    durationMs: 1,
    retries: 0,
    worker: 0,
    shard: null,
    outcome: 'failed' as const,
    error: 'no such button\n  at page.perf.ts:3',
  };
  expect(failureOf({ ...ended, parts: [{ ...part, tests: [failed] }] })).toBe(
    'opens: no such button',
  );
});

test('without a report it is what the target said last', () => {
  expect(failureOf({ ...ended, parts: [] })).toBe('the file cannot be opened');
  expect(failureOf({ ...ended, parts: [], output: '' })).toBe('it printed nothing');
});

test('a target that is content but left no report has failed too', () => {
  expect(failureOf({ ...ended, exitCode: 0, parts: [] })).toContain('without a report');
});

test('an unexplained exit code is not passed over', () => {
  expect(failureOf(ended)).toBe('the file cannot be opened');
});

test('a report that cannot be read is one', () => {
  expect(failureOf({ ...ended, exitCode: 0, unreadable: 'x.json is not a PerfReport' })).toBe(
    'x.json is not a PerfReport',
  );
});
