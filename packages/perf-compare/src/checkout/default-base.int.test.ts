import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { findDefaultBase } from './default-base.ts';

/** A repository with two commits, or as many as asked for, on its branch `main`. */
async function repository({ commits = 2 }: { commits?: number } = {}) {
  const root = await temporaryFolder();
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  const commit = (message: string) => git('commit', '--quiet', '--allow-empty', '-m', message);
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Fixture');
  git('config', 'user.email', 'fixture@example.invalid');
  for (let index = 0; index < commits; index += 1) commit(`change ${index}`);
  const shaOf = (ref: string) => git('rev-parse', ref);
  const baseWith = (nxBase = '') => findDefaultBase(root, { nxBase });
  return { root, git, commit, shaOf, baseWith };
}

test('compares a branch with where it left main, whatever main did since', async () => {
  const { git, commit, shaOf, baseWith } = await repository();
  const fork = shaOf('HEAD');
  git('switch', '--quiet', '--create', 'feature');
  commit('of feature');
  git('switch', '--quiet', 'main');
  commit('of main');
  git('switch', '--quiet', 'feature');
  expect(await baseWith()).toEqual({ sha: fork, meaning: 'where HEAD left main' });
});

test('takes the commit before on main itself, or HEAD when something is uncommitted', async () => {
  const { root, shaOf, baseWith } = await repository();
  expect(await baseWith()).toEqual({
    sha: shaOf('HEAD~1'),
    meaning: 'the commit before HEAD, which is on main',
  });
  writeFileSync(join(root, 'new.txt'), '');
  expect(await baseWith()).toEqual({ sha: shaOf('HEAD'), meaning: 'HEAD, which is on main' });
});

test('takes NX_BASE first, then defaultBase of nx.json, then main, here or at origin', async () => {
  const { root, git, commit, shaOf, baseWith } = await repository();
  git('branch', 'release', 'HEAD~1');
  git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
  git('switch', '--quiet', '--create', 'feature');
  commit('of feature');
  expect(await baseWith('release')).toMatchObject({ sha: shaOf('release') });
  expect(await baseWith()).toMatchObject({ sha: shaOf('main') });
  writeFileSync(join(root, 'nx.json'), '{"defaultBase": "release"}');
  expect(await baseWith()).toMatchObject({ sha: shaOf('release') });
  writeFileSync(join(root, 'nx.json'), '{"affected": {"defaultBase": "trunk"}}');
  expect(await baseWith()).toEqual({ sha: shaOf('main'), meaning: 'where HEAD left origin/trunk' });
});

test('says how to name a base when git knows none', async () => {
  const { git, baseWith } = await repository();
  git('branch', '--move', 'master');
  await expect(baseWith()).rejects.toMatchObject({
    code: 'REF_UNKNOWN',
    message:
      'Nobody named a base, and git knows neither main nor origin/main. Name one (perf-kit compare <base>), or set NX_BASE, or defaultBase in nx.json.',
  });
  await expect(baseWith('mastre')).rejects.toThrow('Did you mean master?');
});

test.each(['main', 'trunk'])(
  'says that there is nothing to compare with after one commit on %s and no change',
  async (branch) => {
    const { git, shaOf, baseWith } = await repository({ commits: 1 });
    git('branch', '--move', branch);
    await expect(baseWith()).rejects.toMatchObject({
      code: 'NOTHING_TO_COMPARE',
      message: expect.stringMatching(
        `only one commit, ${shaOf('HEAD').slice(0, 7)}, .* type perf-kit compare`,
      ) as string,
    });
    await expect(baseWith()).rejects.not.toThrow('HEAD~1');
  },
);

test('compares an uncommitted change with the only commit, on a branch of any name', async () => {
  const { root, git, shaOf, baseWith } = await repository({ commits: 1 });
  git('branch', '--move', 'trunk');
  writeFileSync(join(root, 'new.txt'), '');
  expect(await baseWith()).toEqual({ sha: shaOf('HEAD'), meaning: 'HEAD, the only commit' });
});

test('says so without any commit', async () => {
  const { baseWith } = await repository({ commits: 0 });
  await expect(baseWith()).rejects.toMatchObject({
    code: 'NOTHING_TO_COMPARE',
    message: expect.stringContaining('no commit yet') as string,
  });
});

test('does not take the reports of an earlier comparison for a change', async () => {
  const { root, shaOf, baseWith } = await repository();
  mkdirSync(join(root, 'reports/compare'), { recursive: true });
  writeFileSync(join(root, 'reports/compare/head.json'), '{}');
  expect(await baseWith()).toMatchObject({ sha: shaOf('HEAD~1') });
});

test('says how a shallow clone gets the commit before, without an expression that nobody typed', async () => {
  const { root } = await repository();
  const clone = join(await temporaryFolder(), 'clone');
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
  const base = findDefaultBase(clone, { nxBase: '' });
  await expect(base).rejects.toMatchObject({
    code: 'SHALLOW_CLONE',
    message: expect.stringMatching(/the commit before HEAD.*git fetch --unshallow/) as string,
  });
});
