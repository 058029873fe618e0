import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Run } from './schema.ts';

/** A new run id that sorts by time: `20260131-220405-1a2b3c`. */
export function newRunId(at = new Date()): string {
  const stamp = at.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(3).toString('hex')}`;
}

/**
 * What a report says about the run that it belongs to: the id that the starting run gave
 * (`PERF_RUN_ID`) or a new one, the commit of `folder`, and the CI machine when there is one.
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
 * A commit of the repository around a folder, as it was committed.
 *
 * @param name A hash, also a short one, a branch or a tag.
 * @returns null where git knows no such commit.
 */
export function knownCommit(name: string, folder: string): Run['commit'] {
  if (name === '') return null;
  const told = git(folder, ['log', '-1', '--format=%H%n%aI', '--end-of-options', name, '--']);
  const [sha = '', authoredAt = ''] = told?.split('\n') ?? [];
  if (sha === '') return null;
  return { sha, branch: null, authoredAt: new Date(authoredAt).toISOString(), dirty: false };
}

function describeCommit(folder: string): Run['commit'] {
  const head = git(folder, ['log', '-1', '--format=%H%n%aI']);
  if (head === null) return null;
  const [sha = '', authoredAt = ''] = head.split('\n');
  const branch = git(folder, ['symbolic-ref', '--short', '--quiet', 'HEAD']);
  const status = git(folder, ['status', '--porcelain']);
  return {
    sha,
    branch: branch || null,
    authoredAt: new Date(authoredAt).toISOString(),
    dirty: status !== '',
  };
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
  return env['CI'] && env['CI'] !== 'false'
    ? { provider: 'unknown', url: null, pullRequest: null }
    : null;
}

function git(folder: string, args: string[]): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}
