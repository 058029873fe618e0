import type { ConvertFlags } from '../commands/convert.ts';
import type { Declare } from './declare.ts';

/** Spelt out, so that --help loads no format; a test holds them to the formats that there are. */
const READABLE =
  'perf-report, vitest, tinybench, mitata, hyperfine, google-benchmark, k6, autocannon, playwright, customSmallerIsBetter, customBiggerIsBetter, bmf, csv';
const WRITABLE = 'perf-report, customSmallerIsBetter, customBiggerIsBetter, bmf, csv, markdown';

export const declareConvert: Declare = (program, { exitWith }) => {
  program
    .command('convert')
    .argument('<file>', 'what another tool wrote, or a PerfReport')
    .description('read the file of another tool, and write it as a PerfReport or in another format')
    .option('--from <format>', `${READABLE} (default: what the content looks like)`)
    .option('--to <format>', WRITABLE, 'perf-report')
    .option('--output <file>', 'where to write it (default: standard output)')
    .option(
      '--project <name>',
      'whose metrics they are (default: the project in this folder; a PerfReport says it itself)',
    )
    .option('--run <id>', 'id of the run (default: follows from file, start, commit and project)')
    .option('--commit <sha>', 'what was measured (default: not told)')
    .option(
      '--date <iso>',
      'when it was measured (default: told by the file, else its last change)',
    )
    .option(
      '--instrument <name>',
      'wall, instructions, allocated, browser or counted, for all metrics (default: bytes and counts without a clock are counted, all else wall)',
    )
    .addHelpText(
      'after',
      `
Examples:
  perf-kit convert hyperfine.json --output before.json
  perf-kit convert bench.json --from vitest --to markdown
  perf-kit convert size.json --from customSmallerIsBetter --commit HEAD --output size.report.json
  perf-kit convert reports/bench/db.json --to customSmallerIsBetter --output benchmarks.json

Exit code: 0 converted, also when something had to be left out (told on standard error), 2 the file is not what it should be.`,
    )
    .action(async (file: string, flags: ConvertFlags) => {
      const { convert } = await import('../commands/convert.ts');
      exitWith(await convert({ file, ...flags }));
    });
};
