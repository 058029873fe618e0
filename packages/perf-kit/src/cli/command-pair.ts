import type { Command, CommandPair } from '@night-pilot/perf-compare/processes';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/** Arguments after the name of this program. */
export interface TypedArguments {
  /** Arguments that this program parses. */
  own: string[];
  /** Words after the `--` of `compare`, or null without one. */
  commands: string[] | null;
}

const EXAMPLE = 'perf-kit compare -- node old.js --vs node new.js';

/**
 * Separates the words after `compare … --`, which belong to other programs, before options are parsed.
 *
 * @throws {PerfKitError} `BAD_ARGUMENT` when `--vs` comes without `--`.
 */
export function splitArguments(typed: readonly string[]): TypedArguments {
  if (typed[0] !== 'compare') return { own: [...typed], commands: null };
  const at = typed.indexOf('--');
  if (at !== -1) return { own: typed.slice(0, at), commands: typed.slice(at + 1) };
  if (!typed.includes('--vs')) return { own: [...typed], commands: null };
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `Expected -- before the first command, as in ${EXAMPLE}, got --vs without it.`,
  );
}

/**
 * Returns the two commands around `--vs`.
 *
 * @throws {PerfKitError} `BAD_ARGUMENT` when a command is missing, or `--vs` comes twice.
 */
export function parseCommandPair(words: readonly string[]): CommandPair {
  const at = words.indexOf('--vs');
  if (at === -1) {
    const got = words.length === 0 ? 'nothing' : `only ${words.join(' ')}`;
    throw badArgument(`Expected two commands after --, with --vs between them, got ${got}`);
  }
  if (words.includes('--vs', at + 1)) {
    throw badArgument('Expected --vs once after --, got it twice');
  }
  return {
    base: command(words.slice(0, at), 'before'),
    head: command(words.slice(at + 1), 'after'),
  };
}

function command([program = '', ...args]: readonly string[], where: string): Command {
  if (program !== '') return [program, ...args];
  throw badArgument(`Expected a command ${where} --vs, got nothing`);
}

function badArgument(problem: string): PerfKitError {
  return new PerfKitError('BAD_ARGUMENT', `${problem}. Write ${EXAMPLE}`);
}
