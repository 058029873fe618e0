import type { Command, CommandPair } from '@night-pilot/perf-compare/processes';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/** What was typed after the name of this program. */
export interface TypedArguments {
  /** What is this program's own to parse. */
  own: string[];
  /** What follows the `--` of `compare`; null where there is none. */
  commands: string[] | null;
}

const EXAMPLE = 'perf-kit compare -- node old.js --vs node new.js';

/**
 * Takes what follows `compare … --` away before options are parsed: it belongs to other programs.
 *
 * @throws {PerfKitError} where `--vs` stands alone.
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
 * The two commands that stand around `--vs`.
 *
 * @throws {PerfKitError} where one of them is missing, or `--vs` comes twice.
 */
export function parseCommandPair(words: readonly string[]): CommandPair {
  const at = words.indexOf('--vs');
  if (at === -1) {
    const got = words.length === 0 ? 'nothing' : `only ${words.join(' ')}`;
    throw wrong(`Expected two commands after --, with --vs between them, got ${got}`);
  }
  if (words.includes('--vs', at + 1)) {
    throw wrong('Expected --vs once after --, got it twice');
  }
  return {
    base: command(words.slice(0, at), 'before'),
    head: command(words.slice(at + 1), 'after'),
  };
}

function command([program = '', ...args]: readonly string[], where: string): Command {
  if (program !== '') return [program, ...args];
  throw wrong(`Expected a command ${where} --vs, got nothing`);
}

function wrong(what: string): PerfKitError {
  return new PerfKitError('BAD_ARGUMENT', `${what}. Write ${EXAMPLE}`);
}
