/**
 * @typedef {object} Progress
 * @property {(line: string) => void} say Prints one line.
 * @property {<T>(title: string, work: () => Promise<T>) => Promise<T>} step Prints the title of some
 *   work and runs it. On a terminal the line also counts the seconds until the work ends.
 */

const REPAINT_MS = 1000;
const START_OF_LINE = '\r\u001B[K';

/**
 * Creates what the set-up reports its steps with, one line for each.
 *
 * @param {object} options
 * @param {(text: string) => void} options.write
 * @param {boolean} options.isTerminal Whether a line can be written over. A pipe or a CI log gets whole lines only.
 * @param {() => number} [options.now] A clock in milliseconds. Default: `performance.now`.
 * @param {number} [options.repaintMs] Default: 1000.
 * @returns {Progress}
 */
export function createProgress(options) {
  const { write, isTerminal, now = () => performance.now(), repaintMs = REPAINT_MS } = options;
  return {
    say: (line) => write(`${line}\n`),
    step: async (title, work) => {
      if (!isTerminal) {
        write(`${title} …\n`);
        return work();
      }
      const start = now();
      const paint = () => {
        const seconds = Math.floor((now() - start) / 1000);
        write(`${START_OF_LINE}${title} …${seconds > 0 ? ` ${seconds} s` : ''}`);
      };
      paint();
      const timer = setInterval(paint, repaintMs);
      try {
        return await work();
      } finally {
        clearInterval(timer);
        paint();
        write('\n');
      }
    },
  };
}

/** Progress on this process's stderr. */
export function terminalProgress() {
  const { CI, TERM } = process.env;
  return createProgress({
    write: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY && !CI && TERM !== 'dumb',
  });
}
