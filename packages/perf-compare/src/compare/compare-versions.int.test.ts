import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { parseReport, verdictsSchema } from '@night-pilot/perf-report';
import { type NpmWorkspace, npmWorkspace } from '../testing/npm-workspace.ts';
import { compareReports } from './compare-reports.ts';
import { compareVersions } from './compare-versions.ts';
import { exitCodeOf, headlineOf } from './outcome.ts';

afterEach(() => void vi.unstubAllEnvs());

/** Work that a benchmark of `top` does in `core`, two workspace packages away. */
const core = (body: string) => `export const core = (list) => {${body}};\n`;
const PLAIN = core('return list.map((one) => ({ ...one })).length;');
const COMMENTED = core('/* Copies. */ return list.map((one) => ({ ...one })).length;');
const COPYING = core('return list.map((one) => ({ ...one, again: { ...one } })).length;');

const BENCH = `
import { test } from 'vitest';
import { top } from '../index.js';
test('a sum', async ({ bench }) => {
  const list = Array.from({ length: 200 }, (_, value) => ({ value }));
  await bench('of 200', () => top(list)).run();
});
`;

async function workspaceWith(coreSource: string): Promise<NpmWorkspace> {
  const workspace = await npmWorkspace();
  workspace.commit({
    'packages/core/index.js': coreSource,
    'packages/middle/index.js': 'export { core as middle } from "@fixture/core";\n',
    'packages/top/bench/top.bench.ts': BENCH,
  });
  return workspace;
}

const compareIn = ({ root }: NpmWorkspace, options: object = {}) =>
  compareVersions({
    project: { name: 'top', root: join(root, 'packages/top') },
    base: 'HEAD',
    head: null,
    ...options,
  });

/** What Node compiled for the forks is kept for the next ones. */
const leftIn = ({ temporary }: NpmWorkspace) =>
  readdirSync(temporary).filter((name) => name !== 'node-compile-cache');

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

test('calls a comment unchanged', async () => {
  const workspace = await workspaceWith(PLAIN);
  workspace.write({ 'packages/core/index.js': COMMENTED });
  const compared = await compareIn(workspace, { instruments: ['allocated'] });
  expect(compared.verdicts).toMatchObject([{ verdict: 'unchanged' }]);
  expect(exitCodeOf(compared, { strict: true })).toBe(0);
});

test('measures only what loads other modules when asked to, however far away they changed', async () => {
  const workspace = await workspaceWith(PLAIN);
  const other = BENCH.replace('../index.js', '../other.js').replace('a sum', 'other');
  workspace.commit({
    'packages/top/other.js': 'export const top = (list) => list.length;\n',
    'packages/top/bench/other.bench.ts': other,
  });
  workspace.write({ 'packages/core/index.js': COPYING });
  const compared = await compareIn(workspace, { instruments: ['allocated'], changed: true });
  expect(compared.problems).toEqual([]);
  expect(compared.verdicts).toMatchObject([
    {
      verdict: 'unchanged',
      series: { suite: 'other', instrument: 'allocated' },
      reason: expect.stringMatching(/^same code: /) as string,
    },
    { verdict: 'regression', series: { suite: 'a sum', instrument: 'allocated' } },
  ]);
  verdictsSchema.shape.verdicts.parse(compared.verdicts);
  // Nothing was measured of what is the same.
  expect(parseReport(compared.head).metrics).toHaveLength(1);
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

test('names a new benchmark that fails in head, and compares the rest', async () => {
  const workspace = await workspaceWith(PLAIN);
  workspace.write({
    'packages/top/bench/more.bench.ts': BENCH.replace("'a sum'", "'broken'").replace(
      '() => top(list)',
      '() => { throw new Error("no luck"); }',
    ),
  });
  const compared = await compareIn(workspace, { instruments: ['allocated'] });
  expect(compared.problems).toMatchObject([{ what: 'broken › of 200' }]);
  expect(compared.problems[0]?.message).toContain('no luck');
  expect(compared.verdicts).toMatchObject([{ verdict: 'unchanged', series: { suite: 'a sum' } }]);
  expect(exitCodeOf(compared)).toBe(2);
});

test('keeps what was measured and decided on abort, names what is open, and leaves nothing', async () => {
  const workspace = await workspaceWith(PLAIN);
  workspace.write({ 'packages/core/index.js': COPYING });
  const stop = new AbortController();
  let rounds = 0;
  const compared = await compareIn(workspace, {
    instruments: ['wall', 'allocated'],
    signal: stop.signal,
    onProgress: (_done: number, _total: number, label: string) => {
      // The first pair is measured in the first round, and in the second comes the abort.
      if (label === 'wall' && (rounds += 1) === 2) stop.abort(new Error('enough'));
    },
  });
  expect(compared.isInterrupted).toBe(true);
  expect(compared.verdicts).toMatchObject([
    { verdict: 'regression', series: { instrument: 'allocated' } },
    {
      verdict: 'undecided',
      series: { instrument: 'wall' },
      reason: expect.stringContaining('interrupted') as string,
    },
  ]);
  for (const report of [compared.base, compared.head]) {
    expect(parseReport(report).metrics).toMatchObject([
      { instrument: 'allocated' },
      { instrument: 'wall', forks: [{ setAside: null }] },
    ]);
  }
  expect(leftIn(workspace)).toEqual([]);
  expect(workspace.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
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

test('measures no instrument that was not asked for, and shows why the one that was cannot judge', async () => {
  const workspace = await workspaceWith(PLAIN);
  const waits = BENCH.replace(
    '() => top(list)',
    '() => new Promise((done) => setTimeout(done, 2))',
  );
  workspace.commit({ 'packages/top/bench/top.bench.ts': waits });
  const compared = await compareIn(workspace, { instruments: ['allocated'] });
  expect(compared.verdicts).toMatchObject([
    { verdict: 'undecided', series: { instrument: 'allocated' } },
  ]);
  expect(compared.notes).toEqual([
    'Not decided by counts: a sum › of 200 (allocated). Add wall to --instrument: time decides.',
  ]);
  expect(compared.lastLine).toBeNull();
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
