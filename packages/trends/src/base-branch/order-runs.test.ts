import { describe, expect, test } from 'vitest';
import { type BaseBranch, unknownBranch } from './base-branch.ts';
import { orderRuns, type PlacedRun, runsBefore } from './order-runs.ts';

const DAY = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;

/** A run of a commit on main, written and measured on a day. */
function run(id: string, day: number, rest: Partial<PlacedRun> = {}): PlacedRun {
  const own = { sha: `sha-${id}`, branch: 'main', dirty: 0, pull_request: null } as const;
  return { id, started_at: DAY(day), authored_at: DAY(day), ...own, ...rest };
}

/** A whole repository whose base branch has these commits, oldest first. */
function main(...shas: string[]): BaseBranch {
  const positions = new Map(shas.map((sha, position) => [sha, position]));
  const below = new Map([['sha-branch', 1]]);
  return {
    name: 'main',
    positions,
    isWhole: true,
    positionBelow: (sha) => positions.get(sha) ?? below.get(sha) ?? null,
  };
}

const ids = (runs: readonly PlacedRun[]) => runs.map(({ id }) => id);

describe('orderRuns', () => {
  test('orders by dates where no repository knows the commits', () => {
    const runs = [run('c', 3), run('a', 1), run('b', 2)];
    expect(ids(orderRuns(runs, unknownBranch('main')))).toEqual(['a', 'b', 'c']);
  });

  test('puts a commit that was measured later where it belongs', () => {
    const late = run('b', 2, { started_at: DAY(20) });
    expect(ids(orderRuns([run('a', 1), run('c', 3), late], unknownBranch('main')))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  test('follows the repository rather than dates', () => {
    const runs = [run('a', 9), run('b', 5), run('c', 1)];
    expect(ids(orderRuns(runs, main('sha-a', 'sha-b', 'sha-c')))).toEqual(['a', 'b', 'c']);
  });

  test('places commits that the repository does not know by their dates', () => {
    const runs = [run('a', 1), run('gone', 2), run('b', 3), run('rewritten', 4), run('c', 5)];
    expect(ids(orderRuns(runs.toReversed(), main('sha-a', 'sha-b', 'sha-c')))).toEqual(ids(runs));
  });

  test('orders the runs of one commit by their start', () => {
    const again = run('again', 1, { sha: 'sha-a', started_at: DAY(8) });
    expect(ids(orderRuns([again, run('b', 2), run('a', 1)], main('sha-a', 'sha-b')))).toEqual([
      'a',
      'again',
      'b',
    ]);
  });

  test('leaves out other branches, pull requests and dirty work trees', () => {
    const runs = [
      run('a', 1),
      run('feature', 2, { branch: 'feature' }),
      run('pull', 3, { branch: null, pull_request: 7 }),
      run('dirty', 4, { dirty: 1 }),
    ];
    expect(ids(orderRuns(runs, unknownBranch('main')))).toEqual(['a']);
  });

  test('takes runs outside of git, and those on a detached HEAD that the repository does not exclude', () => {
    const outside = run('outside', 1, { sha: null, branch: null, authored_at: null });
    const detached = run('detached', 2, { branch: null });
    const runs = [outside, detached];
    expect(ids(orderRuns(runs, unknownBranch('main')))).toEqual(['outside', 'detached']);
    expect(ids(orderRuns(runs, main('sha-detached')))).toEqual(['outside', 'detached']);
    expect(ids(orderRuns(runs, main('sha-other')))).toEqual(['outside']);
    expect(ids(orderRuns(runs, { ...main('sha-other'), isWhole: false }))).toEqual(ids(runs));
  });
});

describe('runsBefore', () => {
  const history = [run('a', 1), run('b', 2), run('c', 3)];
  const base = main('sha-a', 'sha-b', 'sha-c');

  test('returns the runs before a run of the history', () => {
    expect(ids(runsBefore(run('b', 2), history, base))).toEqual(['a']);
    expect(runsBefore(run('a', 1), history, base)).toEqual([]);
  });

  test('returns the runs up to where a branch left the base branch', () => {
    const branch = run('branch', 9, { branch: 'feature' });
    expect(ids(runsBefore(branch, history, base))).toEqual(['a', 'b']);
  });

  test('returns the runs that were written before a branch started to run, without a repository', () => {
    const branch = run('branch', 2, {
      branch: 'feature',
      started_at: `${DAY(2).slice(0, 10)}T12:00:00.000Z`,
    });
    expect(ids(runsBefore(branch, history, unknownBranch('main')))).toEqual(['a', 'b']);
  });

  test('compares a dirty work tree with the runs up to its commit', () => {
    const dirty = run('dirty', 8, { sha: 'sha-b', dirty: 1, started_at: DAY(8) });
    expect(ids(runsBefore(dirty, history, base))).toEqual(['a', 'b']);
  });
});
