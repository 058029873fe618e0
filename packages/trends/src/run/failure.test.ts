import { expect, test } from 'vitest';
import { environment, failedTest, identity, metric, report } from '../testing/reports.ts';
import { type EndedTask, failureOf } from './failure.ts';

const ended: EndedTask = {
  task: { id: 'db:bench', project: 'db', kind: 'bench', cache: false },
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

test('a metric that is not available here says why by itself', () => {
  const unavailable = {
    state: 'unavailable' as const,
    ...identity('x', 'instructions'),
    environment: environment.id,
    reason: 'no Valgrind',
  };
  expect(failureOf({ ...ended, parts: [report(1, [metric(1), unavailable])] })).toBeNull();
});

test('a test that failed says why by itself', () => {
  const parts = [{ ...report(1, [metric(1)]), tests: [failedTest] }];
  expect(failureOf({ ...ended, parts })).toBeNull();
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
