import { Command, InvalidArgumentError, Option } from 'commander';
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
  NIGHT_PILOT_DB     high or simple: which store opens it (default: high)

Exit codes: 0 done, 2 could not be done.`;

const dbOption = () => new Option('--db <path>', 'database file, created when missing');

/** The commands of `cnp`. Each loads what it needs when it runs, for the sake of start-up time. */
export function createProgram(): Command {
  const program = new Command('cnp')
    .description('Night Pilot: stores prompts for the Claude CLI and shows them on a local page')
    .version(version)
    .addHelpText('after', examples)
    .exitOverride();

  program
    .command('serve')
    .description('serve the page and the command protocol on 127.0.0.1')
    .addOption(
      new Option('--port <number>', '0 to 65535; 0 takes a free one').argParser(port).default(8080),
    )
    .addOption(dbOption())
    .action(async (options: { port: number; db?: string }) => {
      const { serve } = await import('./commands/serve.ts');
      await serve(options);
    });

  program
    .command('health')
    .description('ask a running server how it is')
    .option('--url <url>', 'where it listens', 'http://127.0.0.1:8080')
    .action(async (options: { url: string }) => {
      const { health } = await import('./commands/health.ts');
      await health(options);
    });

  const prompt = program.command('prompt').description('list and create prompts');

  prompt
    .command('list')
    .description('list prompts, newest first')
    .addOption(
      new Option('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .addOption(new Option('--limit <number>', 'at most this many').argParser(positiveInteger))
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
    .requiredOption('--title <title>', 'what the prompt is called')
    .option('--content <text>', 'the prompt itself; standard input when left out')
    .option('--tags <tags>', 'comma-separated')
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
