import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { findDefaultBase } from './default-base.ts';

/** A repository with two commits on its branch `main`. */
async function repository() {
  const root = await temporaryFolder();
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  const commit = (message: string) => git('commit', '--quiet', '--allow-empty', '-m', message);
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Fixture');
  git('config', 'user.email', 'fixture@example.invalid');
  commit('first');
  commit('second');
  const shaOf = (ref: string) => git('rev-parse', ref);
  const baseWith = (nxBase = '') => findDefaultBase(root, { nxBase });
  return { root, git, commit, shaOf, baseWith };
}

test('a branch is compared with where it left main, whatever main did since', async () => {
  const { git, commit, shaOf, baseWith } = await repository();
  const fork = shaOf('HEAD');
  git('switch', '--quiet', '--create', 'feature');
  commit('of feature');
  git('switch', '--quiet', 'main');
  commit('of main');
  git('switch', '--quiet', 'feature');
  expect(await baseWith()).toEqual({ sha: fork, meaning: 'where HEAD left main' });
});

test('on main itself it is the commit before, or HEAD where something is uncommitted', async () => {
  const { root, shaOf, baseWith } = await repository();
  expect(await baseWith()).toEqual({
    sha: shaOf('HEAD~1'),
    meaning: 'the commit before HEAD, which is on main',
  });
  writeFileSync(join(root, 'new.txt'), '');
  expect(await baseWith()).toEqual({ sha: shaOf('HEAD'), meaning: 'HEAD, which is on main' });
});

test('NX_BASE comes first, then defaultBase of nx.json, then main, here or at origin', async () => {
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

test('where git knows no base, what would name one is said', async () => {
  const { git, baseWith } = await repository();
  git('branch', '--move', 'master');
  await expect(baseWith()).rejects.toMatchObject({
    code: 'REF_UNKNOWN',
    message:
      'Nobody named a base, and git knows neither main nor origin/main. Name one (perf-kit compare <base>), or set NX_BASE, or defaultBase in nx.json.',
  });
  await expect(baseWith('mastre')).rejects.toThrow('Did you mean master?');
});
