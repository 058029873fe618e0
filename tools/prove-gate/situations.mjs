import { listFiles } from './clone.mjs';
import { OptionError } from './options.mjs';

/** @import { Source } from './clone.mjs' */

/**
 * One run of the gate and the edit before it.
 *
 * @typedef {object} Situation
 * @property {string} title
 * @property {string | null} edit A file to change, relative to the repository.
 * @property {number | null} limitSeconds How long the gate may take on two idle cores.
 * @property {string | null} onlyFolder The only folder whose tests may run, null for any.
 */

const SOURCE = /\.[cm]?[jt]sx?$/;
const TEST = /\.test\.[cm]?[jt]sx?$/;

/**
 * Lists the situations in which to time the gate.
 *
 * @param {Source} source
 * @param {{ leaves: readonly string[], testOf: string }} options
 * @returns {Promise<Situation[]>}
 * @throws {OptionError} when a folder has no file to edit.
 */
export async function listSituations(source, { leaves, testOf }) {
  const any = { edit: null, onlyFolder: null };
  const afterLeaves = leaves.map(async (leaf) => ({
    title: `after an edit of ${leaf}`,
    limitSeconds: 45,
    edit: await sourceFile(source, leaf),
    onlyFolder: null,
  }));
  return [
    { title: 'cold', limitSeconds: 300, ...any },
    { title: 'unchanged', limitSeconds: 2, ...any },
    ...(await Promise.all(afterLeaves)),
    {
      title: `after an edit of a test of ${testOf}`,
      limitSeconds: null,
      edit: await testFile(source, testOf),
      onlyFolder: testOf,
    },
  ];
}

/**
 * @param {Source} source
 * @param {string} folder
 * @returns {Promise<string>}
 */
async function sourceFile(source, folder) {
  const files = (await listFiles(source, `${folder}/src`)).filter(
    (path) => SOURCE.test(path) && !TEST.test(path),
  );
  return (
    files.find((path) => /\/index\.ts$/.test(path)) ??
    files[0] ??
    complain(folder, 'a source file in src')
  );
}

/**
 * @param {Source} source
 * @param {string} folder
 * @returns {Promise<string>}
 */
async function testFile(source, folder) {
  const files = await listFiles(source, folder);
  return files.find((path) => TEST.test(path)) ?? complain(folder, 'a test file');
}

/**
 * @param {string} folder
 * @param {string} wanted
 * @returns {never}
 */
function complain(folder, wanted) {
  throw new OptionError(
    `Expected ${folder} to have ${wanted} in the last commit, found none. Name another folder with --leaf or --test-of.`,
  );
}
