import type { Command } from 'commander';

/** 0: measured, no budget broken · 1: a broken budget or a regression · 2: something could not be measured · 3: undecided, with --strict. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Passes the state of one command line to its command. */
export interface CommandContext {
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Words after the `--` of compare, or null without one. */
  commandLines: readonly string[] | null;
  exitWith: (code: ExitCode) => void;
}

/** Adds a command to the program. The command loads its code only when it runs, so `--help` loads none. */
export type Declare = (program: Command, context: CommandContext) => void;
