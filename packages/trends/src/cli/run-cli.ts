import { print, printError } from '@night-pilot/perf-report/text';
import { Command, CommanderError } from 'commander';
import type { ExitCode } from './declare/declare.ts';
import { declareHistory } from './declare/history.ts';
import { declareJudge } from './declare/judge.ts';
import { declareRun } from './declare/run.ts';

const EXAMPLES = `
Examples:
  perf-trends run                           measure everything, judge it, write the pages
  perf-trends run --quick --project db      one project, in less time
  perf-trends run --verbose                 print all values, too
  perf-trends ingest reports/*/report.json  add reports to the history
  perf-trends import dev/bench/data.js      add the past of another tool
  perf-trends check                         judge the newest run again
  perf-trends findings                      list what has changed, and since when
  perf-trends triage ID --expect            accept a change as the new normal
  perf-trends backup                        copy the history
  perf-trends restore FILE                  make a backup the history
  perf-trends thin                          take the raw samples out of old runs
  perf-trends export                        write the pages to reports/site

Exit code: 0 no finding, 1 a regression or a broken budget, 2 something could not be measured, a test
failed or the command could not do its work, 130 interrupted. An unclear budget changes no exit code.`;

/**
 * Runs a command in the current folder and prints to this process's standard output and error.
 *
 * @param args Arguments after `perf-trends`.
 * @param interruption Returns the signal that interrupts a long command. It is called by such a command only.
 * @returns The exit code, which is 130 after an interruption.
 */
export async function runCli(
  args: readonly string[],
  interruption: () => AbortSignal,
): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  let signal: AbortSignal | null = null;
  const program = new Command('perf-trends')
    .description('Runs all measurements of a workspace, stores them, and judges them over time.')
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: printError })
    .showHelpAfterError('Type perf-trends --help for the commands.')
    .addHelpText('after', EXAMPLES);
  const context = {
    interruption: () => (signal ??= interruption()),
    exitWith: (code: ExitCode) => void (exitCode = code),
  };
  declareRun(program, context);
  declareJudge(program, context);
  declareHistory(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    return explain(error, signal);
  }
  return isAborted(signal) ? 130 : exitCode;
}

function isAborted(signal: AbortSignal | null): boolean {
  return signal?.aborted === true;
}

/** Prints a known error as one sentence, and any other with its stack, for a bug report. */
async function explain(error: unknown, signal: AbortSignal | null): Promise<ExitCode> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isAborted(signal) && error === signal?.reason) {
    printError('Interrupted: the unfinished run was removed.\n');
    return 130;
  }
  if ((error as NodeJS.ErrnoException).syscall === 'uv_cwd') {
    printError('The current folder was deleted: go to another one, then try again.\n');
    return 2;
  }
  const { isKnownError } = await import('../errors.ts');
  const { message, stack = String(error) } = error as Error;
  printError(`${isKnownError(error) ? message : stack}\n`);
  return 2;
}
