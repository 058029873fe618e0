import { failOnLostOutput } from './lost-output.ts';
import { reportFailure } from './report-failure.ts';

const args = process.argv.slice(2);

failOnLostOutput();

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
