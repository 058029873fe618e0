import { expect, test } from 'vitest';
import { changesOf } from './diff/grown-functions.ts';
import { treeOfStacks } from '../testing/sample-profile.ts';
import { renderDifference } from './functions-table.ts';

function difference(base: Record<string, number>, head: Record<string, number>) {
  const trees = { base: treeOfStacks(base), head: treeOfStacks(head) };
  return { profiler: 'cpu', trees, changes: changesOf(trees), timing: 'apart' } as const;
}
const REGRESSION = { instrument: 'instructions', effect: 0.21 } as const;

test('names the nearest functions when no sample shows the regression', () => {
  const same = difference({ run: 100, 'run > mix': 50 }, { run: 100, 'run > mix': 50 });
  const text = renderDifference(same, REGRESSION);
  expect(text).not.toContain('No function grew');
  expect(text).toContain('growth of instructions (+21.0 %); nearest to it:');
  expect(text).toMatch(/^mix \(program\.js/m);
  expect(renderDifference(same)).toContain('No function grew by 0.5 % of an iteration or more.');
});

test('says that a regression without any sampled function is outside the profile', () => {
  const idle = { ...difference({}, {}), outside: { base: 1e6, head: 3e6 } };
  const text = renderDifference(idle, { instrument: 'wall', effect: 2 });
  expect(text).toContain('The growth of wall (+200 %) is outside the profile.');
  expect(text).toContain(
    'waiting, other threads and child processes, 1 ms of an iteration in base, 3 ms in head',
  );
});

test('never says "No function grew" when an iteration grew by much', () => {
  const base = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`run${at}`, 20]));
  const head = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`run${at}`, 22]));
  const text = renderDifference(difference(base, head));
  expect(text).toContain('An iteration: 5 ms → 5.50 ms (+10.0 %).');
  expect(text).not.toContain('No function grew by');
  expect(text).toContain(
    'No single function took visibly more time for the growth of an iteration (+10.0 %); nearest to it:',
  );
});

test('says when the growth is in code that V8 compiles together', () => {
  const { changes, ...rest } = difference({ run: 100 }, { run: 140 });
  const text = renderDifference({ ...rest, changes, timing: 'together' });
  expect(text).toContain('The growth is in code that V8 compiled into run (program.js');
});
