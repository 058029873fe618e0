import { expect, test } from 'vitest';
import { environment, failedTest, identity, metric, report } from '../testing/reports.ts';
import { failureOf } from './failure.ts';
import type { EndedTask } from './status.ts';

const ended: EndedTask = {
  task: { id: 'db:bench', project: 'db', kind: 'bench', cache: false },
  exitCode: 1,
  output: 'db: the file cannot be opened\n',
  parts: [report(1, [metric(1)])],
  unreadable: null,
};

test('returns null for a target that measured everything', () => {
  expect(failureOf({ ...ended, exitCode: 0 })).toBeNull();
});

test('returns null when a budget is broken: that is a finding', () => {
  const parts = [report(1, [metric(1, { budget: { min: 20, met: false } })])];
  expect(failureOf({ ...ended, parts })).toBeNull();
});

test('reports the exit code of a target whose budget is only unclear', () => {
  const parts = [report(1, [metric(18, { budget: { min: 20, met: true } })])];
  expect(failureOf({ ...ended, parts })).toBe('the file cannot be opened');
});

test('returns null when a metric failed: its error is in the report', () => {
  const failed = {
    state: 'failed' as const,
    ...identity('x'),
    environment: environment.id,
    error: { code: null, message: 'no' },
  };
  expect(failureOf({ ...ended, parts: [report(1, [failed])] })).toBeNull();
});

test('returns null when a metric is unavailable: its reason is in the report', () => {
  const unavailable = {
    state: 'unavailable' as const,
    ...identity('x', 'instructions'),
    environment: environment.id,
    reason: 'no Valgrind',
  };
  expect(failureOf({ ...ended, parts: [report(1, [metric(1), unavailable])] })).toBeNull();
});

test('returns null when a test failed: its error is in the report', () => {
  const parts = [{ ...report(1, [metric(1)]), tests: [failedTest] }];
  expect(failureOf({ ...ended, parts })).toBeNull();
});

test('returns the last output of a target that left no report', () => {
  expect(failureOf({ ...ended, parts: [] })).toBe('the file cannot be opened');
  expect(failureOf({ ...ended, parts: [], output: '' })).toBe('it printed nothing');
});

test('explains a missing report when the target ended with 0', () => {
  expect(failureOf({ ...ended, exitCode: 0, parts: [] })).toContain('without a report');
});

test('returns the last output when nothing in the report explains the exit code', () => {
  expect(failureOf(ended)).toBe('the file cannot be opened');
});

test('returns why a report cannot be read', () => {
  expect(failureOf({ ...ended, exitCode: 0, unreadable: 'x.json is not a PerfReport' })).toBe(
    'x.json is not a PerfReport',
  );
});
