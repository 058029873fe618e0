import { reportFailure } from './report-failure.ts';

const args = process.argv.slice(2);

// The reader may close the pipe early: `cnp prompt list | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    const { version } = await import('../version.ts');
    process.stdout.write(`${version}\n`);
  } else {
    const { createProgram } = await import('./program.ts');
    await createProgram().parseAsync(args, { from: 'user' });
  }
} catch (error) {
  process.exitCode = reportFailure(error);
}
