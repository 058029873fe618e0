import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';

export interface GitRepository {
  root: string;
  write: (files: Record<string, string>) => void;
  /** Writes these files, and commits all. */
  commit: (files?: Record<string, string>) => void;
  git: (...args: string[]) => string;
}

/** Makes a repository with these files in its only commit, in a temporary folder. Checkouts go beside it. */
export async function gitRepository(files: Record<string, string>): Promise<GitRepository> {
  const folder = await temporaryFolder();
  const [root, temporary] = [join(folder, 'repository'), join(folder, 'temporary')];
  for (const path of [root, temporary]) mkdirSync(path);
  vi.stubEnv('TMPDIR', temporary);
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const write = (texts: Record<string, string>) => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  const commit = (texts: Record<string, string> = {}) => {
    write(texts);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', 'a change');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Fixture');
  git('config', 'user.email', 'fixture@example.invalid');
  commit(files);
  return { root, write, commit, git };
}
