import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { gitRepository } from '@night-pilot/perf-compare/testing';
import { tempFolder } from '../testing/temp-folder.ts';
import { baseBranchOf } from './git-base-branch.ts';

afterEach(() => vi.unstubAllEnvs());

test('knows the commits of main, and where a branch left it', async () => {
  const { root, git, commit } = await gitRepository({});
  commit({ 'change.txt': '1' });
  const fork = git('rev-parse', 'HEAD').trim();
  git('switch', '--quiet', '--create', 'feature');
  commit({ 'change.txt': '2' });
  const feature = git('rev-parse', 'HEAD').trim();
  git('switch', '--quiet', 'main');
  commit({ 'change.txt': '3' });
  const base = baseBranchOf(root);
  expect(base).toMatchObject({ name: 'main', isWhole: true });
  expect([...base.positions.values()]).toEqual([0, 1, 2]);
  expect(base.positions.get(fork)).toBe(1);
  expect(base.positionBelow(fork)).toBe(1);
  expect(base.positionBelow(feature)).toBe(1);
  expect(base.positionBelow('f'.repeat(40))).toBeNull();
});

test('counts a merged branch as one commit, and finds a branch that began on it', async () => {
  const { root, git, commit } = await gitRepository({});
  git('switch', '--quiet', '--create', 'merged');
  commit({ 'merged.txt': '4' });
  const inside = git('rev-parse', 'HEAD').trim();
  git('switch', '--quiet', 'main');
  commit({ 'change.txt': '5' });
  git('merge', '--quiet', '--no-ff', '--no-edit', 'merged');
  commit({ 'change.txt': '6' });
  const base = baseBranchOf(root);
  expect([...base.positions.values()]).toEqual([0, 1, 2, 3]);
  expect(base.positions.has(inside)).toBe(false);
  // The merge is the third commit: before it, main did not contain this one.
  expect(base.positionBelow(inside)).toBe(1);
});

test('reads the name of the branch from nx.json, and finds it at the remote', async () => {
  const { root, git, commit } = await gitRepository({ 'nx.json': '{ "defaultBase": "trunk" }' });
  git('switch', '--quiet', '--create', 'trunk');
  commit({ 'change.txt': '7' });
  git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
  git('switch', '--quiet', '--detach');
  git('branch', '--quiet', '--delete', '--force', 'trunk');
  const base = baseBranchOf(root);
  expect(base.name).toBe('trunk');
  expect(base.positions.size).toBe(2);
});

test('knows only the name outside of a repository', async () => {
  const folder = await tempFolder();
  writeFileSync(join(folder, 'nx.json'), '{}');
  expect(baseBranchOf(folder)).toMatchObject({ name: 'main', isWhole: false });
  expect(baseBranchOf(folder).positions.size).toBe(0);
});
