import { afterEach, expect, test, vi } from 'vitest';
import { parseReport, verdictsSchema } from '@night-pilot/perf-report';
import {
  BENCH,
  COMMENTED,
  compareIn,
  COPYING,
  leftIn,
  PLAIN,
  workspaceWith,
} from '../testing/copying-workspace.ts';
import { exitCodeOf } from './outcome.ts';

afterEach(() => void vi.unstubAllEnvs());

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
