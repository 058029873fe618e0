import { styleText } from 'node:util';

/**
 * Tells on standard error why a command could not do what it was asked to.
 * What is known is one sentence; what nobody foresaw comes with its stack.
 *
 * @returns The exit code: 2, or 0 where commander only printed its help.
 */
export function reportFailure(error: unknown): 0 | 2 {
  if (!(error instanceof Error)) {
    process.stderr.write(`${String(error)}\n`);
    return 2;
  }
  // By name, so that reporting loads neither commander nor the database.
  if (error.name === 'CommanderError') return 'exitCode' in error && error.exitCode === 0 ? 0 : 2;
  const known = ['CliError', 'CommandError', 'DatabaseError'].includes(error.name);
  const text = known ? error.message : (error.stack ?? error.message);
  process.stderr.write(`${styleText('red', 'error:', { stream: process.stderr })} ${text}\n`);
  return 2;
}
