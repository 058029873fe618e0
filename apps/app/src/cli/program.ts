import { Command, InvalidArgumentError, Option } from 'commander';
import { printError } from './terminal/print-error.ts';
import { version } from '../version.ts';

const examples = `
Examples:
  $ cnp serve                                   the page, on http://127.0.0.1:8080
  $ cnp prompt create --title "Review" --content "Review the last commit"
  $ cat task.md | cnp prompt create --title "Task" --tags work,weekly
  $ cnp prompt list --tag work --format json
  $ cnp health --url http://127.0.0.1:8080

Environment:
  NIGHT_PILOT_DATA   path of the database (default: ~/.night-pilot/night-pilot.db)
  NIGHT_PILOT_DB     store that opens it, high or simple (default: high)

Exit codes: 0 success, 2 failure, with the reason on standard error.`;

const dbOption = () => new Option('--db <path>', 'database file, created if missing');

/** Creates the commands of `cnp`. Each loads its code only when it runs, so that `cnp` starts fast. */
export function createProgram(): Command {
  const program = new Command('cnp')
    .description('Night Pilot: stores prompts for the Claude CLI and shows them on a local page')
    .version(version)
    .addHelpText('after', examples)
    .configureOutput({ writeErr: printError })
    .exitOverride();

  program
    .command('serve')
    .description('serve the page and the command protocol on 127.0.0.1')
    .addOption(
      new Option('--port <number>', '0 to 65535; 0 chooses a free port')
        .argParser(port)
        .default(8080),
    )
    .addOption(dbOption())
    .action(async (options: { port: number; db?: string }) => {
      const { serve } = await import('./commands/serve.ts');
      await serve(options);
    });

  program
    .command('health')
    .description('print the health of a running server')
    .option('--url <url>', 'address of the server', 'http://127.0.0.1:8080')
    .action(async (options: { url: string }) => {
      const { health } = await import('./commands/health.ts');
      await health(options);
    });

  const prompt = program.command('prompt').description('list and create prompts');

  prompt
    .command('list')
    .description('list prompts, newest first')
    .addOption(
      new Option('--format <format>', 'format of the output')
        .choices(['table', 'json'])
        .default('table'),
    )
    .addOption(
      new Option('--limit <number>', 'largest number of prompts').argParser(positiveInteger),
    )
    .option('--tag <tag>', 'only prompts that carry this tag')
    .option('--search <text>', 'only prompts that contain this text')
    .addOption(dbOption())
    .action(async (options: import('./commands/prompt-list.ts').PromptListOptions) => {
      const { promptList } = await import('./commands/prompt-list.ts');
      await promptList(options);
    });

  prompt
    .command('create')
    .description('store a prompt and print its id')
    .requiredOption('--title <title>', 'title of the prompt')
    .option('--content <text>', 'text of the prompt (default: standard input)')
    .option('--tags <tags>', 'tags, separated by commas')
    .addOption(dbOption())
    .action(async (options: import('./commands/prompt-create.ts').PromptCreateOptions) => {
      const { promptCreate } = await import('./commands/prompt-create.ts');
      await promptCreate(options);
    });

  return program;
}

function port(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('Expected a whole number from 0 to 65535.');
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('Expected a positive whole number.');
}
