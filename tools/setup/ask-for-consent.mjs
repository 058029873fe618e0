import { createInterface } from 'node:readline/promises';

/**
 * Asks the person at the terminal. Without one (a pipe, a CI machine) the answer is yes.
 *
 * @param {string} question
 * @param {AbortSignal} signal Stops asking.
 * @returns {Promise<boolean>}
 */
export async function askForConsent(question, signal) {
  const isSomebodyThere = process.stdin.isTTY && process.stderr.isTTY && !process.env.CI;
  if (!isSomebodyThere) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While a line is read, Ctrl-C reaches the reader only: pass it on to the process.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const answer = await terminal.question(`${question} [Y/n] `, { signal });
    return /^(y(es)?)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
