import { Option } from 'commander';
import type { CalibrateFlags } from '../commands/calibrate.ts';
import type { Declare } from './declare.ts';

export const declareCalibrate: Declare = (program, { signal, exitWith }) => {
  program
    .command('calibrate')
    .description(
      'measure programs against themselves and edits of them: how small a change can be seen on this machine',
    )
    .option('--loaded', 'while perf-kit keeps every core busy (default: as the machine is)')
    .option('--forks <number>', 'forks of single programs to have recorded', '1000')
    .option('--time <time>', 'ends recording before; the same command goes on', '10min')
    .option(
      '--live <number>',
      'real comparisons without a change to have made, of about 2 min each',
      '0',
    )
    .option('--edits <number>', 'generated edits of each kind to have compared by counts', '6')
    .option(
      '--again',
      'throw away the forks and live runs kept of this load, instead of going on with them',
    )
    .addOption(
      new Option('--judge-only', 'measure nothing: judge what is kept').conflicts([
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
  perf-kit calibrate --forks 0 --edits 200
  perf-kit calibrate --judge-only

What was measured is kept in reports/calibration, also after Ctrl-C, and gone on with.

Exit code: 0 calibrated, whatever was found, 2 a program could not be measured.`,
    )
    .action(async (flags: CalibrateFlags) => {
      const { calibrate } = await import('../commands/calibrate.ts');
      exitWith(await calibrate({ ...flags, signal }));
    });
};
