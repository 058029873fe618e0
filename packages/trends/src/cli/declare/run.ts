import type { Command } from 'commander';
import type { RunCommandOptions } from '../commands/run.ts';
import { type CommandContext, STORE_OPTION } from './declare.ts';

/** Declares `run`, the main job. */
export function declareRun(program: Command, context: CommandContext): void {
  program
    .command('run')
    .description('measure every project: benchmarks, load and browser performance')
    .option('--quick', 'measure less, with wider intervals')
    .option('--project <name>', 'only this project')
    .option('--verbose', 'also print all values; summary.md has them always')
    .option('--no-confirm', 'do not measure suspicions in turns with the commit before')
    .option(...STORE_OPTION)
    .addHelpText('after', '\nExample:\n  perf-trends run --quick --project db')
    .action(async (options: Omit<RunCommandOptions, 'signal'>) => {
      const signal = context.interruption();
      const { run } = await import('../commands/run.ts');
      context.exitWith(await run({ ...options, signal }));
    });
}
