import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { keepBusy } from './busy-cores.mjs';
import { clone, cloneEnvironment, removeFolder } from './clone.mjs';
import { planRuns } from './plan-runs.mjs';
import { describeEnding, runGate, setUp } from './run-gate.mjs';

/** @import { Progress } from '../setup/progress.mjs' */
/** @import { Source } from './clone.mjs' */
/** @import { GateResult } from './run-gate.mjs' */
/** @import { Ending } from './run-group.mjs' */

/**
 * @typedef {object} RepeatedRun
 * @property {number} number From 1 on.
 * @property {boolean} busy
 * @property {boolean} isGreen
 * @property {Ending} setUp
 * @property {GateResult | null} gate Null when the set-up failed.
 */

/**
 * Runs the gate once in each of several clones.
 *
 * @param {Source} source
 * @param {object} options
 * @param {number} options.runs
 * @param {number} options.busy
 * @param {number} options.limitMs
 * @param {string} options.folder For the clones.
 * @param {string} options.logs Folder for the output of each run.
 * @param {AbortSignal} options.signal
 * @param {Progress} options.progress
 * @param {(runs: readonly RepeatedRun[]) => void} options.onRun Called after each run with all so far.
 * @returns {Promise<RepeatedRun[]>}
 * @throws {Error} the reason of the signal, when it is aborted.
 */
export async function repeatGate(source, options) {
  const { progress, onRun } = options;
  /** @type {RepeatedRun[]} */
  const runs = [];
  const plan = planRuns(options);
  for (const [index, busy] of plan.entries()) {
    const title = `Run ${index + 1} of ${plan.length}${busy ? ', every core busy' : ''}`;
    const run = await progress.step(title, () => runOnce(source, index + 1, busy, options));
    runs.push(run);
    progress.say(`  ${describeRun(run)}`);
    onRun(runs);
  }
  return runs;
}

/**
 * @param {Source} source
 * @param {number} number
 * @param {boolean} busy
 * @param {Parameters<typeof repeatGate>[1]} options
 * @returns {Promise<RepeatedRun>}
 */
async function runOnce(source, number, busy, { folder, logs, signal, limitMs }) {
  const workspace = join(folder, String(number));
  const options = {
    env: cloneEnvironment(),
    log: join(logs, `run-${number}.log`),
    signal,
    limitMs,
  };
  try {
    await clone(source, workspace, signal);
    const installed = await setUp(workspace, options);
    if (installed.exitCode !== 0) {
      return { number, busy, isGreen: false, setUp: installed, gate: null };
    }
    const load = keepBusy(busy ? availableParallelism() : 0);
    try {
      const gate = await runGate(workspace, options);
      return { number, busy, isGreen: gate.exitCode === 0, setUp: installed, gate };
    } finally {
      load.stop();
    }
  } finally {
    removeFolder(workspace);
  }
}

/** @param {RepeatedRun} run */
function describeRun({ isGreen, setUp, gate }) {
  if (gate === null) return `the set-up failed (exit: ${describeEnding(setUp)})`;
  const { passed, failed } = gate.tests;
  const result = isGreen ? 'green' : `failed (exit: ${describeEnding(gate)})`;
  return `${result} after ${Math.round(gate.seconds)} s: ${passed} passed, ${failed} failed`;
}
