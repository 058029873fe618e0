import { print, printError } from '@night-pilot/perf-report/text';
import { Command, CommanderError } from 'commander';
import { ReportError } from '@night-pilot/perf-report/report-error';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { splitArguments } from './command-pair.ts';
import { declareCalibrate } from './declare/calibrate.ts';
import { declareCompare } from './declare/compare.ts';
import { declareConvert } from './declare/convert.ts';
import type { ExitCode } from './declare/declare.ts';
import { declareDoctor } from './declare/doctor.ts';
import { declareMeasure } from './declare/measure.ts';
import { declareProfile } from './declare/profile.ts';

const COMMANDS = [
  declareMeasure,
  declareCompare,
  declareProfile,
  declareDoctor,
  declareCalibrate,
  declareConvert,
];

const INTERRUPTED = 130;

const EXAMPLES = `
Examples:
  perf-kit bench
  perf-kit compare main
  perf-kit profile bench/reads.bench.ts --base main

perf-kit <command> --help shows the options, examples and exit codes of a command.`;

/**
 * Runs a command in the current folder and prints to this process's standard output and error.
 *
 * @param args Arguments after `perf-kit`.
 * @param signal Interrupts the command. It keeps the results so far where that is possible.
 * @returns The exit code, which is 130 after an interruption.
 */
export async function runCli(
  args: readonly string[],
  signal: AbortSignal,
): Promise<ExitCode | typeof INTERRUPTED> {
  let exitCode: ExitCode = 0;
  try {
    const typed = splitArguments(args);
    const program = new Command('perf-kit')
      .description('Measures the project in this folder (or --project), and writes a PerfReport.')
      .exitOverride()
      .configureOutput({ writeOut: print, writeErr: printError })
      .showHelpAfterError('Type perf-kit --help for the commands.')
      .addHelpText('after', EXAMPLES);
    const exitWith = (code: ExitCode) => void (exitCode = code);
    for (const declare of COMMANDS) {
      declare(program, { signal, commandLines: typed.commands, exitWith });
    }
    await program.parseAsync(typed.own, { from: 'user' });
  } catch (error) {
    exitCode = explain(error, signal);
  }
  return signal.aborted ? INTERRUPTED : exitCode;
}

/** Prints a known error as one sentence, and any other error with its stack for a bug report. */
function explain(error: unknown, signal: AbortSignal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (signal.aborted) {
    printError('Interrupted: nothing was written.\n');
  } else if (error instanceof PerfKitError || error instanceof ReportError) {
    printError(`${error.message}\n`);
  } else if ((error as NodeJS.ErrnoException).syscall === 'uv_cwd') {
    printError('The current folder was deleted: go to another one, then try again.\n');
  } else {
    printError(`${(error as Error).stack ?? String(error)}\n`);
  }
  return 2;
}
