import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Task
 * @property {string} project
 * @property {string} target
 * @property {boolean} fromCache
 * @property {boolean} failed
 */

/** Nx describes its last run here. */
const RUN_FILE = '.nx/cache/run.json';

/**
 * Reads which tasks the last run of Nx had.
 *
 * @param {string} workspace
 * @returns {Task[] | null} Null when Nx did not run.
 */
export function readTasks(workspace) {
  const path = join(workspace, RUN_FILE);
  if (!existsSync(path)) return null;
  /** @type {{ tasks: { projectName: string, target: string, cacheStatus: string, status: number }[] }} */
  const { tasks } = JSON.parse(readFileSync(path, 'utf8'));
  return tasks.map(({ projectName, target, cacheStatus, status }) => ({
    project: projectName,
    target,
    fromCache: cacheStatus !== 'cache-miss',
    failed: status !== 0,
  }));
}

/**
 * Removes the description of the last run, so that it cannot be taken for that of the next.
 *
 * @param {string} workspace
 */
export function forgetTasks(workspace) {
  rmSync(join(workspace, RUN_FILE), { force: true });
}

/**
 * Returns the projects whose tests ran rather than came from the cache, in alphabetical order.
 *
 * @param {readonly Task[]} tasks
 */
export function testedProjects(tasks) {
  const ran = tasks.filter(
    ({ target, fromCache }) => ['test', 'e2e'].includes(target) && !fromCache,
  );
  return [...new Set(ran.map(({ project }) => project))].sort();
}
