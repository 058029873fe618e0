import type { Command } from 'commander';
import type { CheckCommandOptions } from '../commands/check.ts';
import type { FindingsCommandOptions } from '../commands/findings.ts';
import type { TriageCommandOptions } from '../commands/triage.ts';
import { type CommandContext, STORE_OPTION } from './declare.ts';

/** Declares the commands that judge a run, list what has changed, and take what people say about it. */
export function declareJudge(program: Command, context: CommandContext): void {
  program
    .command('check')
    .description(
      'judge a run against the runs before it, with what performance.toml says about findings',
    )
    .option('--run <id>', 'the run to judge (default: the newest)')
    .option('--verbose', 'also print all values')
    .option('--no-confirm', 'do not measure suspicions in turns with the commit before')
    .option(...STORE_OPTION)
    .addHelpText('after', '\nExample:\n  perf-trends check --run 20260131-220405-1a2b3c')
    .action(async (options: Omit<CheckCommandOptions, 'signal'>) => {
      const signal = context.interruption();
      const { check } = await import('../commands/check.ts');
      context.exitWith(await check({ ...options, signal }));
    });

  program
    .command('findings')
    .description('list what has changed on the base branch, since when, and by how much')
    .option('--all', 'also those that are expected or fixed, and improvements')
    .option('--json', 'print JSON')
    .option(...STORE_OPTION)
    .addHelpText('after', '\nExample:\n  perf-trends findings --json')
    .action(async (options: FindingsCommandOptions) => {
      const { findings } = await import('../commands/findings.ts');
      await findings(options);
    });

  program
    .command('triage')
    .description('say what a finding is: expected, or known')
    .argument('<id>', 'id of the finding, such as f3a91c07')
    .option('--expect', 'it is the new normal: later runs are compared with the runs since it')
    .option('--acknowledge', 'it is known: it fails no run until it gets worse')
    .option('--reopen', 'it is neither')
    .option('--note <text>', 'why')
    .option('--link <url>', 'an issue or a pull request')
    .option('--author <name>', 'who says so (default: user.name of git)')
    .option(...STORE_OPTION)
    .addHelpText(
      'after',
      '\nExample:\n  perf-trends triage f3a91c07 --expect --note "checks every row now"',
    )
    .action(async (id: string, options: TriageCommandOptions) => {
      const { triageFinding } = await import('../commands/triage.ts');
      await triageFinding(id, options);
    });
}
