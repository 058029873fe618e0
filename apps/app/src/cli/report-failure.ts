import { styleText } from 'node:util';
import { terminalLines } from './terminal/terminal-text.ts';

/**
 * Reports on standard error why a command failed: a known error in one sentence, an unknown one with
 * its stack.
 *
 * @returns The exit code: 2, or 0 when commander only printed its help.
 */
export function reportFailure(error: unknown): 0 | 2 {
  if (!(error instanceof Error)) {
    process.stderr.write(`${terminalLines(String(error))}\n`);
    return 2;
  }
  // Compared by name: importing the classes would load commander and the database.
  if (error.name === 'CommanderError') return 'exitCode' in error && error.exitCode === 0 ? 0 : 2;
  const known = ['CliError', 'CommandError', 'DatabaseError'].includes(error.name);
  // Messages may quote arguments, paths and answers of servers.
  const text = terminalLines(known ? error.message : (error.stack ?? error.message));
  process.stderr.write(`${styleText('red', 'error:', { stream: process.stderr })} ${text}\n`);
  return 2;
}
