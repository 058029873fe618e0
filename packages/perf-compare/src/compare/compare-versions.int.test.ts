import { afterEach, expect, test, vi } from 'vitest';
import { parseReport, verdictsSchema } from '@night-pilot/perf-report';
import {
  BENCH,
  compareIn,
  COPYING,
  leftIn,
  PLAIN,
  workspaceWith,
} from '../testing/copying-workspace.ts';
import { compareReports } from './compare-reports.ts';
import { exitCodeOf, headlineOf } from './outcome.ts';

afterEach(() => void vi.unstubAllEnvs());

test('finds a regression two workspace packages away by its allocations, and leaves nothing', async () => {
  const workspace = await workspaceWith(PLAIN);
  workspace.write({ 'packages/core/index.js': COPYING });
  const compared = await compareIn(workspace, { instruments: ['allocated'] });
  expect(compared.problems).toEqual([]);
  expect(compared.verdicts).toMatchObject([
    { verdict: 'regression', series: { suite: 'a sum', name: 'of 200', instrument: 'allocated' } },
  ]);
  expect(exitCodeOf(compared)).toBe(1);
  expect(parseReport(compared.head).run.commit?.dirty).toBe(true);
  expect(parseReport(compared.base).metrics).toHaveLength(1);
  verdictsSchema.shape.verdicts.parse(compared.verdicts);
  expect(leftIn(workspace)).toEqual([]);
});

test('measures wall time in turns, and is undecided when the budget ends first', async () => {
  const workspace = await workspaceWith(PLAIN);
  workspace.write({ 'packages/core/index.js': COPYING });
  const compared = await compareIn(workspace, { instruments: ['wall'], budgetMs: 1 });
  expect(compared.verdicts).toMatchObject([{ verdict: 'undecided' }]);
  expect(compared.verdicts[0]?.reason).toContain('the budget of 0.001 s ended');
  expect(exitCodeOf(compared)).toBe(0);
  expect(exitCodeOf(compared, { strict: true })).toBe(3);
  // The pair is kept, and can be judged again.
  for (const report of [compared.base, compared.head]) {
    expect(parseReport(report).metrics).toMatchObject([{ name: 'of 200', instrument: 'wall' }]);
  }
  const [again] = compareReports(compared.base, compared.head).verdicts;
  expect(again).toMatchObject({ verdict: 'undecided', method: compared.verdicts[0]?.method });
  expect(again?.reason).toContain('the kept pairs ended');
});

test('lists new and gone benchmarks, passes when strict, and compares the rest by base’s own bench file', async () => {
  const workspace = await workspaceWith(PLAIN);
  const importing = BENCH.replace('../index.js', '../again.js');
  const bench = 'packages/top/bench/top.bench.ts';
  workspace.commit({ [bench]: BENCH + BENCH.replace(/^import.*$/gm, '').replace('a sum', 'old') });
  workspace.write({
    'packages/top/again.js': 'export { top } from "./index.js";\n',
    [bench]: importing + importing.replace(/^import.*$/gm, '').replace('a sum', 'fresh'),
  });
  const compared = await compareIn(workspace, { instruments: ['allocated'] });
  expect(compared.problems).toEqual([]);
  expect(compared.verdicts).toMatchObject([
    { verdict: 'unchanged', series: { suite: 'a sum', instrument: 'allocated' } },
    { verdict: 'new', series: { suite: 'fresh' }, base: null, effect: null },
    { verdict: 'gone', series: { suite: 'old' }, effect: null },
  ]);
  verdictsSchema.shape.verdicts.parse(compared.verdicts);
  expect(compared.notes).toEqual([
    expect.stringMatching(/^Base runs its own bench file for a sum › of 200, .*again\.js/),
  ]);
  expect(exitCodeOf(compared, { strict: true })).toBe(0);
  expect(leftIn(workspace)).toEqual([]);
});

test('measures nothing and passes when all benchmarks are new or gone', async () => {
  const workspace = await workspaceWith(PLAIN);
  workspace.git('rm', '--quiet', 'packages/top/bench/top.bench.ts');
  const compared = await compareIn(workspace);
  expect(compared.verdicts).toMatchObject([{ verdict: 'gone', series: { suite: 'a sum' } }]);
  expect(headlineOf(compared)).toBe('1 gone');
  expect(exitCodeOf(compared, { strict: true })).toBe(0);
});

test('leaves the rest undecided when the total budget ends, and says how much would do', async () => {
  const workspace = await workspaceWith(PLAIN);
  const compared = await compareIn(workspace, {
    instruments: ['allocated', 'wall'],
    totalBudgetMs: 1,
  });
  expect(compared.isInterrupted).toBe(false);
  expect(compared.verdicts.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['undecided', 'the total budget of 0.001 s ended before both were counted'],
    [
      'undecided',
      'too few pairs for an interval: the total budget of 0.001 s ended before it was decided',
    ],
  ]);
  expect(compared.notes).toEqual(['Out of time: a sum › of 200 (allocated, wall).']);
  expect(compared.lastLine).toBe('1 undecided for lack of time: give --total-budget 1s or more');
  expect(exitCodeOf(compared)).toBe(0);
  expect(exitCodeOf(compared, { strict: true })).toBe(3);
  expect(leftIn(workspace)).toEqual([]);
});

test('names near benchmarks when none has the wanted text', async () => {
  const workspace = await workspaceWith(PLAIN);
  await expect(compareIn(workspace, { grep: 'a smu' })).rejects.toMatchObject({
    code: 'NOTHING_TO_MEASURE',
    message:
      'Expected a benchmark with "a smu" in its suite or name in project top, got none. Did you mean a sum? work tree has: a sum › of 200.',
  });
  expect(leftIn(workspace)).toEqual([]);
});

test('throws an abort before anything was measured', async () => {
  const workspace = await workspaceWith(PLAIN);
  const stop = new AbortController();
  const onProgress = (_done: number, _total: number, label: string) => {
    if (label.includes('allocated')) stop.abort(new Error('enough'));
  };
  const comparison = compareIn(workspace, {
    instruments: ['allocated', 'wall'],
    signal: stop.signal,
    onProgress,
  });
  await expect(comparison).rejects.toThrow('enough');
  expect(leftIn(workspace)).toEqual([]);
});
