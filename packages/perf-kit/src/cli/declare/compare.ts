import type { CompareFlags } from '../commands/compare.ts';
import { PROJECT } from './project-option.ts';
import type { Declare } from './declare.ts';

export const declareCompare: Declare = (program, { signal, commandLines, exitWith }) => {
  program
    .command('compare')
    .argument(
      '[base]',
      'branch, tag or commit; or a saved report (default: what nx affected compares with, else the commit before)',
    )
    .argument('[head]', 'the same (default: the work tree as it is)')
    .usage(
      '[options] [base] [head]\n       perf-kit compare [options] -- <command…> --vs <command…>',
    )
    .description(
      'measure two versions of this project, or two commands, in turns and judge what changed',
    )
    .option('--project <name>', PROJECT)
    .option('--grep <text>', 'only what has this text in its suite')
    .option(
      '--instrument <names>',
      'wall, instructions, allocated (default: what a benchmark asks for, else counts, and wall where it cannot be counted; of commands: wall, instructions)',
    )
    .option(
      '--budget <time>',
      'what a benchmark may take by all instruments (default: about 60s, more on a busy machine)',
    )
    .option('--total-budget <time>', 'what all benchmarks may take together (default: no limit)')
    .option(
      '--min-effect <share>',
      'the smallest change of wall time that matters (default: what calibrate found, else 1.25%)',
    )
    .option('--strict', 'undecided is no pass: exit code 3', false)
    .option(
      '--profile',
      'profile what regressed in both versions, and name the functions that grew',
    )
    .addHelpText(
      'after',
      `
Examples:
  perf-kit compare
  perf-kit compare main
  perf-kit compare v1.2.0 HEAD --grep "point read" --budget 2min
  perf-kit compare main --profile
  perf-kit compare before.json after.json
  perf-kit compare --budget 2min -- node old.js --vs node new.js

Exit code: 0 no regression, 1 a regression, 2 something could not be measured, 3 undecided (with --strict).`,
    )
    .action(async (base: string | undefined, head: string | undefined, flags: CompareFlags) => {
      if (commandLines === null) {
        const { compare } = await import('../commands/compare.ts');
        exitWith(await compare({ base, head, ...flags, signal }));
      } else {
        const { compareCommandLines } = await import('../commands/compare-commands.ts');
        exitWith(await compareCommandLines({ base, commands: commandLines, ...flags, signal }));
      }
    });
};
