import { terminalLines } from './terminal-text.ts';

/** Longest line of a message, in characters. Beyond it the beginning and the end are kept: arguments may be longer. */
const longest = 4_000;
const beginning = 1_000;
const end = 500;
const tooLong = new RegExp(`[^\n]{${longest + 1},}`, 'g');

/** Prints a message to standard error. Foreign text in it steers no terminal, and very long lines are shortened. */
export function printError(text: string, prefix = ''): void {
  const short = text.replace(
    tooLong,
    (line) => `${line.slice(0, beginning)} … (${line.length} characters) … ${line.slice(-end)}`,
  );
  process.stderr.write(`${prefix}${terminalLines(short)}`);
}
