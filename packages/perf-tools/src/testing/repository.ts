import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@night-pilot/perf-report/testing';

/** Writes a git repository with one commit on the branch `trunk-of-<name>`, whose package has the given name. */
export async function writeRepository(name: string): Promise<{ folder: string; sha: string }> {
  const folder = await temporaryFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name }));
  git('init', '--quiet', `--initial-branch=trunk-of-${name}`);
  git('add', '.');
  git('commit', '--quiet', `--message=first of ${name}`);
  return { folder, sha: git('rev-parse', 'HEAD') };
}
