import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, relative } from 'node:path';

/**
 * One program's part of the log.
 *
 * @typedef {object} LogEntry
 * @property {number} descriptor What the program writes to.
 * @property {() => string} read Returns what it has written.
 * @property {() => void} close
 */

/** Number of lines of a failed program that an error shows. */
const SHOWN_LINES = 10;
const STACK_FRAME = /^\s+at /;

/** The file that holds the output of every program that one set-up runs, one after the other. */
export class SetupLog {
  #path;

  /** @param {string} path Absolute; a log of an earlier set-up is replaced. */
  constructor(path) {
    this.#path = path;
    rmSync(path, { force: true });
  }

  /**
   * Opens the log for the output of one program, under a line with its command.
   *
   * @param {string} commandLine
   * @returns {LogEntry}
   */
  begin(commandLine) {
    mkdirSync(dirname(this.#path), { recursive: true });
    const descriptor = openSync(this.#path, 'a');
    writeSync(descriptor, `$ ${commandLine}\n`);
    const { size } = fstatSync(descriptor);
    return {
      descriptor,
      read: () => readFileSync(this.#path).subarray(size).toString(),
      close: () => closeSync(descriptor),
    };
  }

  /**
   * Describes the end of a program's output, without stack frames, and says where all of it is.
   *
   * @param {string} output
   * @returns {string} Lines to put below an error message.
   */
  excerpt(output) {
    const lines = output
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '' && !STACK_FRAME.test(line));
    const shown = lines.slice(-SHOWN_LINES).map((line) => `  ${line}\n`);
    const heading = shown.length > 0 ? 'It printed last:\n' : 'It printed nothing.\n';
    return `${heading}${shown.join('')}The whole output is in ${relative(process.cwd(), this.#path)}.`;
  }
}
