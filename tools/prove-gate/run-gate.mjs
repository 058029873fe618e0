import { forgetTasks, readTasks } from './nx-tasks.mjs';
import { runGroup } from './run-group.mjs';
import { readTestResults } from './test-results.mjs';

/** @import { Task } from './nx-tasks.mjs' */
/** @import { Ending } from './run-group.mjs' */
/** @import { TestResults } from './test-results.mjs' */

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} env
 * @property {string} log
 * @property {AbortSignal} signal
 * @property {number} limitMs
 */

/** @typedef {Ending & { tests: TestResults, tasks: Task[] | null }} GateResult */

/**
 * Installs what the gate needs, as the gate itself would do.
 *
 * @param {string} workspace
 * @param {RunOptions} options
 */
export function setUp(workspace, options) {
  return runGroup('npm', ['run', 'pretest', '--if-present'], { cwd: workspace, ...options });
}

/**
 * Runs `npm test`.
 *
 * @param {string} workspace
 * @param {RunOptions} options
 * @returns {Promise<GateResult>}
 */
export async function runGate(workspace, options) {
  forgetTasks(workspace);
  const ending = await runGroup('npm', ['test'], { cwd: workspace, ...options });
  return { ...ending, tests: readTestResults(workspace), tasks: readTasks(workspace) };
}

/**
 * Describes how a program ended.
 *
 * @param {Ending} ending
 */
export function describeEnding({ exitCode, timedOut }) {
  if (timedOut) return 'too long';
  return exitCode === null ? 'killed' : String(exitCode);
}
