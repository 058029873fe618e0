import { randomBytes } from 'node:crypto';
import { gitLines } from '../process/git-lines.ts';
import type { Run } from './schema.ts';

/** Returns a new run id, such as `20260131-220405-1a2b3c`. Ids sort by time. */
export function newRunId(at = new Date()): string {
  const stamp = at.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(3).toString('hex')}`;
}

/**
 * Describes the run that a report belongs to: its id, which is `PERF_RUN_ID` when a larger run started this process,
 * the commit of `folder`, and the CI machine when there is one.
 */
export function describeRun(startedAt: Date, folder = process.cwd()): Run {
  return {
    id: process.env['PERF_RUN_ID'] || newRunId(startedAt),
    startedAt: startedAt.toISOString(),
    durationMs: Math.max(0, Date.now() - startedAt.getTime()),
    commit: describeCommit(folder),
    ci: describeCi(process.env),
  };
}

/**
 * Looks up a commit in the repository of a folder. Its work tree is not examined: `dirty` is false.
 *
 * @param name A full or short hash, a branch or a tag.
 * @returns null when git knows no such commit.
 */
export function knownCommit(name: string, folder: string): Run['commit'] {
  if (name === '') return null;
  const printed = gitLines(folder, [
    'log',
    '-1',
    '--format=%H%n%aI',
    '--end-of-options',
    name,
    '--',
  ]);
  const [sha = '', authoredAt = ''] = printed ?? [];
  if (sha === '') return null;
  return { sha, branch: null, authoredAt: new Date(authoredAt).toISOString(), dirty: false };
}

function describeCommit(folder: string): Run['commit'] {
  const head = gitLines(folder, ['log', '-1', '--format=%H%n%aI']);
  if (head === null) return null;
  const [sha = '', authoredAt = ''] = head;
  const [branch = ''] = gitLines(folder, ['symbolic-ref', '--short', '--quiet', 'HEAD']) ?? [];
  const changes = gitLines(folder, ['status', '--porcelain']);
  return {
    sha,
    branch: branch || branchOfCi(process.env),
    authoredAt: new Date(authoredAt).toISOString(),
    dirty: changes === null || changes.length > 0,
  };
}

/**
 * Returns the branch that a CI machine names: it checks out a commit, and leaves HEAD detached. null for a pull request, and
 * outside of CI.
 */
function branchOfCi(env: NodeJS.ProcessEnv): string | null {
  if (env['GITHUB_ACTIONS'] === 'true' && env['GITHUB_REF_TYPE'] === 'branch') {
    const [, branch] = /^refs\/heads\/(.+)$/.exec(env['GITHUB_REF'] ?? '') ?? [];
    return branch ?? null;
  }
  return (env['GITLAB_CI'] === 'true' && env['CI_COMMIT_BRANCH']) || null;
}

function describeCi(env: NodeJS.ProcessEnv): Run['ci'] {
  if (env['GITHUB_ACTIONS'] === 'true') {
    const pull = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '');
    return {
      provider: 'github-actions',
      url: `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}/actions/runs/${env['GITHUB_RUN_ID']}`,
      pullRequest: pull === null ? null : Number(pull[1]),
    };
  }
  if (env['GITLAB_CI'] === 'true') {
    const request = Number(env['CI_MERGE_REQUEST_IID'] ?? NaN);
    const url = env['CI_JOB_URL'] ?? '';
    return {
      provider: 'gitlab-ci',
      url: URL.canParse(url) ? url : null,
      pullRequest: Number.isSafeInteger(request) && request > 0 ? request : null,
    };
  }
  return env['CI'] && env['CI'] !== 'false'
    ? { provider: 'unknown', url: null, pullRequest: null }
    : null;
}
