import type { DoctorFlags } from '../commands/doctor.ts';
import type { Declare } from './declare.ts';

export const declareDoctor: Declare = (program, { exitWith }) => {
  program
    .command('doctor')
    .description('look at this machine: what disturbs measurements, and what to do about it')
    .option('--json', 'print the findings as data')
    .addHelpText(
      'after',
      `\nExamples:\n  perf-kit doctor\n  perf-kit doctor --json > machine.json\n\nExit code: 0 whatever was found, 2 it could not look.`,
    )
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import('../commands/doctor.ts');
      exitWith(await doctor(flags));
    });
};
