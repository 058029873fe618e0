import { Option } from 'commander';
import type { CalibrateFlags } from '../commands/calibrate.ts';
import type { Declare } from './declare.ts';

export const declareCalibrate: Declare = (program, { signal, exitWith }) => {
  program
    .command('calibrate')
    .description(
      'find out how small a change this machine can show: compares programs with themselves, for about 10 minutes',
    )
    .option('--loaded', 'while perf-kit keeps every core busy (default: as the machine is)')
    .option('--forks <number>', 'number of forks of single programs to record', '1000')
    .option('--time <time>', 'limit of the recording time; the same command continues', '10min')
    .option(
      '--live <number>',
      'number of real comparisons without a change, of about 2 min each',
      '0',
    )
    .option(
      '--edits <number>',
      'also compare this many generated edits of each kind by counts, at up to a minute each',
      '0',
    )
    .option('--again', 'discard the recorded forks and live runs of this load first')
    .addOption(
      new Option('--judge-only', 'measure nothing: judge the records again').conflicts([
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

The records are kept in reports/calibration, even after Ctrl-C. The same command continues them.

Exit code: 0 calibrated, whatever the result, 2 a program could not be measured.`,
    )
    .action(async (flags: CalibrateFlags) => {
      const { calibrate } = await import('../commands/calibrate.ts');
      exitWith(await calibrate({ ...flags, signal }));
    });
};
