import type { MeasureFlags } from '../commands/measure.ts';
import { PROJECT } from './project-option.ts';
import type { Declare } from './declare.ts';

export const declareMeasure: Declare = (program, { signal, exitWith }) => {
  for (const { kind, description, example } of [
    {
      kind: 'bench',
      description: 'run *.bench.ts files in bare Node processes',
      example: 'perf-kit bench bench/reads.bench.ts --grep "point read"',
    },
    {
      kind: 'load',
      description: 'run *.load.ts scenarios and watch memory and CPU',
      example: 'perf-kit load --quick',
    },
    {
      kind: 'figures',
      description: 'measure the promises in figures.ts and report which are kept',
      example: 'perf-kit figures',
    },
  ] as const) {
    const command = program.command(kind).description(description);
    if (kind !== 'figures') command.argument('[files...]', 'only these files');
    if (kind === 'bench') {
      command
        .option(
          '--instrument <names>',
          'wall, instructions, allocated, separated by commas (default: as each benchmark asks, else wall)',
        )
        .option('--save-baseline <name>', 'also keep the report as a baseline with this name')
        .option('--baseline <name>', 'compare with the baseline that has this name');
    }
    command
      .option('--project <name>', PROJECT)
      .option('--grep <text>', 'only suites that contain this text')
      .option(
        '--quick',
        'use fewer processes; intervals are wider',
        process.env['PERF_QUICK'] === '1',
      )
      .addHelpText(
        'after',
        `\nExample:\n  ${example}\n\nExit code: 0 measured; 1 a budget is broken${kind === 'bench' ? ', or a count is worse than in the baseline' : ''}; 2 something could not be measured.`,
      )
      .action(async (...args: [string[], MeasureFlags] | [MeasureFlags]) => {
        const { measure } = await import('../commands/measure.ts');
        const [files, flags] = Array.isArray(args[0])
          ? [args[0], args[1] as MeasureFlags]
          : [[], args[0]];
        exitWith(await measure({ kind, files, ...flags, signal }));
      });
  }
};
