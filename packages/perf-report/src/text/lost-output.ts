import { writeSync } from 'node:fs';

const STANDARD_ERROR = 2;

/**
 * Makes a command fail when its standard output could not be written, for example to a full disk: it says so on standard
 * error, and an exit code of 0 becomes 2. A reader that closes the pipe early, such as `head`, is no failure.
 */
export function failOnLostOutput(): void {
  let lost: NodeJS.ErrnoException | null = null;
  // Without a listener, Node ends the process with a stack trace.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    lost ??= error;
  });
  process.stderr.on('error', () => undefined);
  process.on('exit', (code) => {
    // After `process.exit` the event did not come yet.
    lost ??= process.stdout.errored;
    if (lost === null || lost.code === 'EPIPE') return;
    if (code === 0) process.exitCode = 2;
    try {
      // A stream would write too late here.
      writeSync(STANDARD_ERROR, `Standard output cannot be written: ${lost.message}.\n`);
    } catch {
      // Standard error is on the same disk.
    }
  });
}
