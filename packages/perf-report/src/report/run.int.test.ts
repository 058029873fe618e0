import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { describeRun, newRunId } from './run.ts';
import { runSchema } from './schema.ts';

afterEach(() => vi.unstubAllEnvs());

test('describes the commit, its branch, and whether the work tree is dirty', async () => {
  const folder = await temporaryFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch=trunk');
  git('commit', '--quiet', '--allow-empty', '--message=first');
  const clean = describeRun(new Date(), folder);
  expect(runSchema.parse(clean).commit).toMatchObject({
    sha: git('rev-parse', 'HEAD'),
    branch: 'trunk',
    dirty: false,
  });
  await writeFile(join(folder, 'new'), '');
  expect(describeRun(new Date(), folder).commit?.dirty).toBe(true);
});

test('describes no commit outside of a work tree', async () => {
  const folder = await temporaryFolder();
  expect(describeRun(new Date(), folder).commit).toBeNull();
});

test('takes the run id from PERF_RUN_ID', async () => {
  vi.stubEnv('PERF_RUN_ID', 'given-1');
  expect(describeRun(new Date(), await temporaryFolder()).id).toBe('given-1');
});

test('names the pull request that GitHub Actions measures', async () => {
  vi.stubEnv('GITHUB_ACTIONS', 'true');
  vi.stubEnv('GITHUB_REF', 'refs/pull/17/merge');
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.example');
  vi.stubEnv('GITHUB_REPOSITORY', 'o/r');
  vi.stubEnv('GITHUB_RUN_ID', '5');
  expect(runSchema.parse(describeRun(new Date(), await temporaryFolder())).ci).toEqual({
    provider: 'github-actions',
    url: 'https://github.example/o/r/actions/runs/5',
    pullRequest: 17,
  });
});

test('names the merge request that GitLab measures', async () => {
  vi.stubEnv('GITHUB_ACTIONS', '');
  vi.stubEnv('GITLAB_CI', 'true');
  vi.stubEnv('CI_JOB_URL', 'https://gitlab.example/o/r/-/jobs/5');
  vi.stubEnv('CI_MERGE_REQUEST_IID', '17');
  expect(runSchema.parse(describeRun(new Date(), await temporaryFolder())).ci).toEqual({
    provider: 'gitlab-ci',
    url: 'https://gitlab.example/o/r/-/jobs/5',
    pullRequest: 17,
  });
});

test.each([
  [
    'GitHub Actions',
    { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'branch', GITHUB_REF: 'refs/heads/release/2' },
  ],
  ['GitLab', { GITHUB_ACTIONS: '', GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'release/2' }],
])('takes the branch of a detached HEAD from %s', async (_, variables) => {
  const folder = await temporaryFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], {
      cwd: folder,
    });
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message=first');
  git('switch', '--quiet', '--detach');
  for (const name of ['GITHUB_ACTIONS', 'GITLAB_CI']) vi.stubEnv(name, '');
  expect(describeRun(new Date(), folder).commit?.branch).toBeNull();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  expect(describeRun(new Date(), folder).commit?.branch).toBe('release/2');
});

test('creates run ids that sort by time', () => {
  const [early, late] = ['2026-01-09T10:00:00Z', '2026-01-10T09:00:00Z'].map((at) =>
    newRunId(new Date(at)),
  );
  expect([late, early].sort()).toEqual([early, late]);
  expect(early).toMatch(/^20260109-100000-[0-9a-f]{6}$/);
});
