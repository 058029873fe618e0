import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { OptionError } from './options.mjs';

/**
 * @typedef {object} Source
 * @property {string} root Folder of the repository.
 * @property {string} commit
 * @property {boolean} isDirty Whether it has changes that are not committed, which no clone has.
 */

/**
 * Describes the repository to clone.
 *
 * @param {string} folder
 * @returns {Promise<Source>}
 * @throws {OptionError} when there is no commit.
 */
export async function describeSource(folder) {
  try {
    return {
      root: await git(folder, ['rev-parse', '--show-toplevel']),
      commit: await git(folder, ['rev-parse', 'HEAD']),
      isDirty: (await git(folder, ['status', '--porcelain'])) !== '',
    };
  } catch (error) {
    const { stderr } = /** @type {{ stderr?: string }} */ (error);
    const reason = stderr?.trim() || /** @type {Error} */ (error).message;
    throw new OptionError(
      `Expected ${folder} to be a git repository with a commit, got "${reason}". Name one with --from.`,
    );
  }
}

/**
 * Clones a repository at its commit. The branch of the clone is `main`, as in a clone by a person.
 *
 * @param {Source} source
 * @param {string} path Of the clone.
 * @param {AbortSignal} signal
 */
export async function clone({ root, commit }, path, signal) {
  await git(root, ['clone', '--quiet', '--no-checkout', root, path], signal);
  await git(path, ['checkout', '--quiet', '-B', 'main', commit], signal);
}

/**
 * Undoes the edits in a clone.
 *
 * @param {string} path
 */
export async function restore(path) {
  await git(path, ['checkout', '--quiet', '--', '.']);
}

/**
 * Lists the files of a folder, in the order of their paths.
 *
 * @param {Source} source
 * @param {string} folder Relative to the repository.
 */
export async function listFiles({ root, commit }, folder) {
  const paths = await git(root, ['ls-tree', '-r', '--name-only', commit, '--', `${folder}/`]);
  return paths.split('\n').filter(Boolean);
}

/**
 * Removes a folder, also while an ended process still closes files in it.
 *
 * @param {string} path
 */
export function removeFolder(path) {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/**
 * Returns the environment for programs in a clone: without the variables that would point git, Nx
 * or a test runner to something outside of it.
 */
export function cloneEnvironment() {
  const foreign =
    /^(?:GIT_(?:DIR|WORK_TREE|INDEX_FILE)|INIT_CWD|npm_(?:lifecycle|package)_|NX_|VITEST)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), NX_DAEMON: 'false' };
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 * @param {AbortSignal} [signal]
 */
async function git(cwd, args, signal) {
  const options = { cwd, env: cloneEnvironment(), signal, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)('git', args, options);
  return stdout.trim();
}
