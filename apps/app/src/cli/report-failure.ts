import { styleText } from 'node:util';
import { printError } from './terminal/print-error.ts';

/**
 * Reports on standard error why a command failed: a known error in one sentence, an unknown one with
 * its stack.
 *
 * @returns The exit code: 2, or 0 when commander only printed its help.
 */
export function reportFailure(error: unknown): 0 | 2 {
  if (!(error instanceof Error)) {
    printError(`${String(error)}\n`);
    return 2;
  }
  // Compared by name: importing the classes would load commander and the database.
  if (error.name === 'CommanderError') return 'exitCode' in error && error.exitCode === 0 ? 0 : 2;
  const known = ['CliError', 'CommandError', 'DatabaseError'].includes(error.name);
  // Messages may quote arguments, paths and answers of servers.
  const text = known ? error.message : (error.stack ?? error.message);
  printError(`${text}\n`, `${styleText('red', 'error:', { stream: process.stderr })} `);
  return 2;
}
