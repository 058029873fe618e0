import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { causeOf } from '@night-pilot/perf-host/process';
import { git } from './git.ts';

export interface Repository {
  /** Top folder of the present checkout, absolute. */
  root: string;
  /** The git folder that all checkouts of the repository share, absolute. */
  commonFolder: string;
  isShallow: boolean;
}

/**
 * Finds the repository that a folder belongs to.
 *
 * @throws {PerfKitError} `NOT_A_REPOSITORY`, with git's message, when git finds none.
 */
export async function findRepository(folder: string, signal?: AbortSignal): Promise<Repository> {
  const { exitCode, stdout, stderr } = await git(
    folder,
    [
      'rev-parse',
      '--path-format=absolute',
      '--show-toplevel',
      '--git-common-dir',
      '--is-shallow-repository',
    ],
    signal,
  );
  const [root = '', commonFolder = '', isShallow = ''] = stdout.trim().split('\n');
  if (exitCode !== 0 || commonFolder === '') {
    throw new PerfKitError(
      'NOT_A_REPOSITORY',
      `Expected a git repository at ${folder}; git says: ${causeOf(stderr)}. Two versions can only be compared if git has both.`,
    );
  }
  return { root, commonFolder, isShallow: isShallow === 'true' };
}
