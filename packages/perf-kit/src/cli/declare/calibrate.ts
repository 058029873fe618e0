import { Option } from 'commander';
import type { CalibrateFlags } from '../commands/calibrate.ts';
import type { Declare } from './declare.ts';

export const declareCalibrate: Declare = (program, { signal, exitWith }) => {
  program
    .command('calibrate')
    .description(
      'find the smallest change that this machine can show, by measuring programs against themselves for about 10 minutes',
    )
    .option('--loaded', 'keep every core busy while measuring (default: do not)')
    .option('--forks <number>', 'record until this many forks are kept', '1000')
    .option('--time <time>', 'time limit of the recording; the same command continues it', '10min')
    .option(
      '--live <number>',
      'make real comparisons without a change until this many are kept, about 2 min each',
      '0',
    )
    .option(
      '--edits <number>',
      'compare generated edits by counts until this many of each kind are kept, up to a minute each',
      '0',
    )
    .option('--again', 'delete the kept forks and live runs of this load first')
    .addOption(
      new Option('--judge-only', 'judge the kept measurements without measuring').conflicts([
        'loaded',
        'forks',
        'time',
        'live',
        'edits',
        'again',
      ]),
    )
    .addHelpText(
      'after',
      `
Examples:
  perf-kit calibrate
  perf-kit calibrate --loaded --time 20min
  perf-kit calibrate --live 20
  perf-kit calibrate --forks 0 --edits 6
  perf-kit calibrate --judge-only

Measurements are kept in reports/calibration, also after Ctrl-C. The next call continues from there.

Exit code: 0 calibrated, whatever the result; 2 a program could not be measured.`,
    )
    .action(async (flags: CalibrateFlags) => {
      const { calibrate } = await import('../commands/calibrate.ts');
      exitWith(await calibrate({ ...flags, signal }));
    });
};
