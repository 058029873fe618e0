import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** @import * as Marked from '../../packages/perf-report/src/process/marked.ts' */

// By its path, because no package may be installed. It needs Node's own modules only.
const MARKED_PATH = new URL('../../packages/perf-report/src/process/marked.ts', import.meta.url)
  .href;

/** Time between the request to end and the kill. */
const GRACE_MS = 5_000;

/**
 * @typedef {object} Ending
 * @property {number | null} exitCode Null when a signal or the limit ended the program, or it could not be started.
 * @property {boolean} timedOut
 * @property {number} seconds
 */

/**
 * Runs a program and everything that it starts, and ends all of it when the program ends, takes too long or is
 * aborted. Nx gives each of its tasks a process group of its own, so all processes carry a mark.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.log Path of a file that the output is added to.
 * @param {AbortSignal} options.signal
 * @param {number} options.limitMs
 * @returns {Promise<Ending>}
 * @throws {Error} the reason of the signal, when that ended the program.
 */
export async function runGroup(command, args, { cwd, env, log, signal, limitMs }) {
  signal.throwIfAborted();
  const { endMarked, newMark } = /** @type {typeof Marked} */ (await import(MARKED_PATH));
  const mark = newMark('PROVE_GATE_RUN');
  const output = openSync(log, 'a');
  const startMs = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...env, ...mark.env },
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const exit = once(child, 'exit').then(
    ([code]) => /** @type {number | null} */ (code),
    () => null,
  );
  const stopWaiting = new AbortController();
  const limit = AbortSignal.any([signal, stopWaiting.signal]);
  const exitCode = await Promise.race([exit, waitUntil(limitMs, limit)]);
  const timedOut = exitCode === 'time is up' && !signal.aborted;
  const seconds = (performance.now() - startMs) / 1000;
  stopWaiting.abort();
  await endGroup(child.pid, exitCode === 'time is up' ? exit : null);
  endMarked(mark);
  signal.throwIfAborted();
  return { exitCode: typeof exitCode === 'number' ? exitCode : null, timedOut, seconds };
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal Ends the waiting.
 */
async function waitUntil(ms, signal) {
  await sleep(ms, undefined, { signal }).catch(() => {});
  return /** @type {const} */ ('time is up');
}

/**
 * Ends what is left of a process group.
 *
 * @param {number | undefined} id
 * @param {Promise<unknown> | null} exit Of its first process, null when that has ended.
 */
async function endGroup(id, exit) {
  if (id === undefined) return;
  if (exit !== null) {
    send(id, 'SIGTERM');
    await Promise.race([exit, sleep(GRACE_MS, undefined, { ref: false })]);
  }
  send(id, 'SIGKILL');
  await exit;
}

/**
 * @param {number} group
 * @param {NodeJS.Signals} signalName
 */
function send(group, signalName) {
  try {
    process.kill(-group, signalName);
  } catch {
    // The group has ended.
  }
}
