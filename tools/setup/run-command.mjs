import { spawn } from 'node:child_process';

/** @import { SetupLog } from './setup-log.mjs' */

/**
 * Runs a program; everything that it prints goes to the log.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {SetupLog} options.log
 * @param {AbortSignal} options.signal Ends the program.
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {number} [options.timeoutMs] Ends the program when it runs longer than this. Default: no limit.
 * @returns {Promise<{ succeeded: boolean, ending: string, output: string }>} Whether its exit code
 *   was 0, how it ended in words, and what it printed.
 * @throws {Error} the reason of the signal, when that ended the program.
 */
export async function runCommand(command, args, options) {
  const { log, signal, cwd, env, timeoutMs } = options;
  signal.throwIfAborted();
  const entry = log.begin([command, ...args].join(' '));
  try {
    const child = spawn(command, args, {
      cwd,
      env,
      signal,
      timeout: timeoutMs,
      stdio: ['ignore', entry.descriptor, entry.descriptor],
      // npm is a batch file on Windows, which only a shell can start.
      shell: process.platform === 'win32' && command === 'npm',
    });
    /** @type {{ code: number | null, ending: string }} */
    const { code, ending } = await new Promise((done) => {
      child.once('close', (code, signalName) =>
        done({ code, ending: signalName ? `ended by ${signalName}` : `exit code ${code}` }),
      );
      child.once('error', (error) => {
        // A program that could not be started never closes; one that is being ended will.
        if (child.pid === undefined) done({ code: null, ending: error.message });
      });
    });
    signal.throwIfAborted();
    return { succeeded: code === 0, ending, output: entry.read() };
  } finally {
    entry.close();
  }
}
