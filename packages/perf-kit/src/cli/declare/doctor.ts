import type { DoctorFlags } from '../commands/doctor.ts';
import type { Declare } from './declare.ts';

export const declareDoctor: Declare = (program, { exitWith }) => {
  program
    .command('doctor')
    .description('list what disturbs measurements on this machine, and what to do about it')
    .option('--json', 'print the findings as data')
    .addHelpText(
      'after',
      `\nExamples:\n  perf-kit doctor\n  perf-kit doctor --json > machine.json\n\nExit code: 0 whatever it finds; 2 the machine could not be examined.`,
    )
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import('../commands/doctor.ts');
      exitWith(await doctor(flags));
    });
};
