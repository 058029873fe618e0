import { failOnLostOutput, print, printError } from '@night-pilot/perf-report/text';
import { Command } from 'commander';
import { describeFailure } from '../errors.ts';

failOnLostOutput();

const program = new Command('playwright-preset')
  .description('Playwright set up for parallel runs and performance tests.')
  .configureOutput({ writeOut: print, writeErr: printError })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program
  .command('explain')
  .description('print the settings of a configuration on this machine, with the reason for each')
  .option('-c, --config <file>', 'Playwright configuration', 'playwright.config.ts')
  .option('--json', 'print JSON')
  .addHelpText(
    'after',
    `
Examples:
  $ playwright-preset explain
  $ playwright-preset explain --config playwright.perf.config.ts --json`,
  )
  .action(async (options: { config: string; json?: boolean }) => {
    const { explain } = await import('./commands/explain.ts');
    print(await explain(options));
  });

try {
  await program.parseAsync();
} catch (error) {
  printError(`${describeFailure(error)}\n`);
  process.exitCode = 2;
}
