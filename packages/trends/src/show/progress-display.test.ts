import { stripVTControlCharacters } from 'node:util';
import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { failedTest, metric, report } from '../testing/reports.ts';
import { endLine, progressDisplay, statusLine } from './progress-display.ts';

const task = { id: 'db:bench', project: 'db', kind: 'bench', cache: false } as const;
const ended = {
  task,
  exitCode: 0,
  output: '',
  parts: [report(1, [metric(1), metric(2, { name: 'read' })])],
  unreadable: null,
  durationMs: 41_000,
  failure: null,
};

test('shows task, progress and time left', () => {
  const progress = { done: 3, total: 9, label: '20 writers' };
  const left = { ms: 125_000, isLowerBound: false };
  expect(statusLine({ task, number: 2, count: 5, progress, left })).toBe(
    '2/5 db:bench · 3 of 9: 20 writers · about 2 min 05 s left',
  );
});

test('says when the time left is unknown or a lower bound', () => {
  const begun = { task, number: 1, count: 2, progress: null };
  expect(statusLine({ ...begun, left: null })).toBe('1/2 db:bench · starting · time left unknown');
  expect(statusLine({ ...begun, left: { ms: 9_000, isLowerBound: true } })).toBe(
    '1/2 db:bench · starting · at least 9 s left',
  );
});

test('shows duration, metrics and failures of a target that ended', () => {
  expect(endLine(ended)).toBe('db:bench 41 s, 2 metrics');
  expect(stripVTControlCharacters(endLine({ ...ended, failure: 'No Chromium was found.' }))).toBe(
    'db:bench 41 s, failed: No Chromium was found.',
  );
  const parts = [{ ...report(1, [metric(1)]), tests: [failedTest] }];
  expect(stripVTControlCharacters(endLine({ ...ended, parts }))).toBe(
    'db:bench 41 s, 1 metric, 1 failed test',
  );
});

test('removes control characters from both lines', () => {
  const progress = { done: 1, total: 2, label: 'a\u001b[2Jb' };
  expect(statusLine({ task, number: 1, count: 1, progress, left: null })).toContain('a [2Jb');
  const hostile = { ...ended, task: { ...task, id: 'x\u001b[2J' }, failure: 'a\rb' };
  expect(stripVTControlCharacters(endLine(hostile))).toBe('x [2J 41 s, failed: a b');
});

test.each([
  ['no terminal', { isTTY: false, columns: 80 }],
  ['a terminal without a width', { isTTY: true, columns: 0 }],
])('writes one plain line for each target that ended on %s', async (_name, terminal) => {
  vi.stubEnv('CI', '');
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), terminal);
  const display = await progressDisplay(stream);
  display.status({ task, number: 1, count: 1, progress: null, left: null });
  display.end(ended);
  display.stop();
  expect(stream.read()).toBe('db:bench 41 s, 2 metrics\n');
});
