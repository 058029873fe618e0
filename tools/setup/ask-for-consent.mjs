import { createInterface } from 'node:readline/promises';

/**
 * Asks the person at the terminal; where there is none (a pipe, a CI machine), the answer is yes.
 *
 * @param {string} question
 * @param {AbortSignal} signal Ends the waiting.
 * @returns {Promise<boolean>}
 */
export async function askForConsent(question, signal) {
  const isSomebodyThere = process.stdin.isTTY && process.stderr.isTTY && !process.env.CI;
  if (!isSomebodyThere) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While a line is being read, Ctrl-C reaches the reader and not the process.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const answer = await terminal.question(`${question} [Y/n] `, { signal });
    return /^(y(es)?)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
