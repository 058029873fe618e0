import type { Command } from 'commander';

/** 0: measured, no budget broken · 1: a budget is broken, or a regression · 2: something could not be measured · 3: undecided, with --strict. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command gets from the command line that it was typed on. */
export interface CommandContext {
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** The command lines after the `--` of compare; null: there was none. */
  commandLines: readonly string[] | null;
  exitWith: (code: ExitCode) => void;
}

/** Adds a command to the program. What it runs is loaded when it is typed: `--help` loads no command. */
export type Declare = (program: Command, context: CommandContext) => void;
