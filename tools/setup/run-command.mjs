import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/**
 * Runs a program and shows what it prints on this process's stderr.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {AbortSignal} options.signal Ends the program.
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {number} [options.timeoutMs] Ends the program, too.
 * @param {boolean} [options.hideErrors] Keeps what it prints as errors for the caller. Default: false.
 * @returns {Promise<{ succeeded: boolean, errors: string }>} whether it ended with exit code 0.
 * @throws {Error} the reason of the signal, when that ended the program.
 */
export async function runCommand(command, args, options) {
  const { signal, cwd, env, timeoutMs, hideErrors = false } = options;
  signal.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    env,
    signal,
    timeout: timeoutMs,
    stdio: ['ignore', 2, hideErrors ? 'pipe' : 2],
    // npm is a batch file on Windows, which only a shell can start.
    shell: process.platform === 'win32' && command === 'npm',
  });
  const exitCode = new Promise((done) => {
    child.once('close', done);
    child.once('error', () => {
      // One that could not be started never closes; one that is being ended will.
      if (child.pid === undefined) done(null);
    });
  });
  const errors = child.stderr ? await text(child.stderr) : '';
  const succeeded = (await exitCode) === 0;
  signal.throwIfAborted();
  return { succeeded, errors };
}
