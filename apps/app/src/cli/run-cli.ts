import { reportFailure } from './report-failure.ts';

/**
 * Runs a command and prints to this process's standard output and error.
 *
 * @param args Arguments after `cnp`.
 * @returns The exit code: 0, or 2 when the command failed.
 */
export async function runCli(args: readonly string[]): Promise<0 | 2> {
  try {
    if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
      // Without the code of the commands, which takes longer than the rest.
      const { version } = await import('../version.ts');
      process.stdout.write(`${version}\n`);
    } else {
      const { createProgram } = await import('./program.ts');
      await createProgram().parseAsync(args, { from: 'user' });
    }
    return 0;
  } catch (error) {
    return reportFailure(error);
  }
}
