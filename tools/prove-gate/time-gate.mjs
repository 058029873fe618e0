import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SetupError } from '../setup/errors.mjs';
import { clone, cloneEnvironment, removeFolder, restore } from './clone.mjs';
import { testedProjects } from './nx-tasks.mjs';
import { runGate, setUp } from './run-gate.mjs';

/** @import { Progress } from '../setup/progress.mjs' */
/** @import { Source } from './clone.mjs' */
/** @import { GateResult } from './run-gate.mjs' */
/** @import { Situation } from './situations.mjs' */

/**
 * @typedef {Situation & { gate: GateResult, strangers: string[] }} TimedRun
 *   `strangers`: other projects whose tests ran although only one should have run.
 */

const EDIT = '\n// An edit by tools/prove-gate.mjs.\n';

/**
 * Times the gate in one clone. Each edit is undone before the next situation.
 *
 * @param {Source} source
 * @param {object} options
 * @param {readonly Situation[]} options.situations
 * @param {number} options.limitMs
 * @param {string} options.folder For the clone.
 * @param {string} options.logs Folder for the output of each run.
 * @param {AbortSignal} options.signal
 * @param {Progress} options.progress
 * @returns {Promise<TimedRun[]>}
 * @throws {SetupError} when the set-up fails, and the reason of the signal when it is aborted.
 */
export async function timeGate(source, options) {
  const { situations, limitMs, folder, logs, signal, progress } = options;
  const workspace = join(folder, '1');
  const environment = { env: cloneEnvironment(), signal, limitMs };
  try {
    await clone(source, workspace, signal);
    const log = join(logs, 'set-up.log');
    const installed = await progress.step('Setting up a clone', () =>
      setUp(workspace, { ...environment, log }),
    );
    if (installed.exitCode !== 0) {
      throw new SetupError(`The set-up of the clone failed: see ${log}.`);
    }
    /** @type {TimedRun[]} */
    const runs = [];
    for (const [index, situation] of situations.entries()) {
      const { title, edit } = situation;
      if (edit !== null) appendFileSync(join(workspace, edit), EDIT);
      const gate = await progress.step(`npm test, ${title}`, () =>
        runGate(workspace, { ...environment, log: join(logs, `${index + 1}.log`) }),
      );
      await restore(workspace);
      runs.push({ ...situation, gate, strangers: findStrangers(workspace, situation, gate) });
    }
    return runs;
  } finally {
    removeFolder(workspace);
  }
}

/**
 * @param {string} workspace
 * @param {Situation} situation
 * @param {GateResult} gate
 */
function findStrangers(workspace, { onlyFolder }, { tasks }) {
  if (onlyFolder === null || tasks === null) return [];
  const only = projectName(workspace, onlyFolder);
  return testedProjects(tasks).filter((project) => project !== only);
}

/**
 * Returns the name by which Nx knows the project in a folder.
 *
 * @param {string} workspace
 * @param {string} folder
 * @returns {string}
 */
function projectName(workspace, folder) {
  const read = (/** @type {string} */ file) => {
    const path = join(workspace, folder, file);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  };
  const { name, nx } = read('package.json');
  return read('project.json').name ?? nx?.name ?? name ?? basename(folder);
}
