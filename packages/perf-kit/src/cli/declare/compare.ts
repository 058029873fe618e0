import type { CompareFlags } from '../commands/compare.ts';
import { PROJECT } from './project-option.ts';
import type { Declare } from './declare.ts';

export const declareCompare: Declare = (program, { signal, commandLines, exitWith }) => {
  program
    .command('compare')
    .argument(
      '[base]',
      'branch, tag, commit or saved report (default: the base of nx affected, else the previous commit)',
    )
    .argument('[head]', 'branch, tag, commit or saved report (default: the work tree)')
    .usage(
      '[options] [base] [head]\n       perf-kit compare [options] -- <command…> --vs <command…>',
    )
    .description(
      'measure two versions of this project, or two commands, in turns and judge the changes',
    )
    .option('--project <name>', PROJECT)
    .option('--grep <text>', 'only benchmarks with this text in their suite or name')
    .option(
      '--instrument <names>',
      'wall, instructions, allocated, separated by commas (default: as each benchmark asks, else counts, or wall if it cannot be counted; for commands: wall, instructions)',
    )
    .option(
      '--budget <time>',
      'time limit of a benchmark over all instruments, or of two commands (default: about 60s, more on a busy machine)',
    )
    .option('--total-budget <time>', 'time limit of all benchmarks, which share it (default: none)')
    .option(
      '--min-effect <share>',
      'smallest change of wall time that matters (default: the result of calibrate, else 1.25%)',
    )
    .option(
      '--changed',
      'measure only benchmarks whose bench file loads modules that differ; the others are unchanged',
    )
    .option('--strict', 'exit with 3 when a benchmark is undecided', false)
    .option('--profile', 'profile regressions in both versions, and name the functions that grew')
    .addHelpText(
      'after',
      `
Examples:
  perf-kit compare
  perf-kit compare main
  perf-kit compare v1.2.0 HEAD --grep "point read" --budget 2min
  perf-kit compare main --changed
  perf-kit compare main --profile
  perf-kit compare before.json after.json
  perf-kit compare --budget 2min -- node old.js --vs node new.js

Exit code: 0 no regression; 1 a regression; 2 something could not be measured; 3 undecided (with --strict).`,
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
