import type { ConvertFlags } from '../commands/convert.ts';
import type { Declare } from './declare.ts';

/** Listed here so that --help loads no format. A test compares the list with the formats. */
const READABLE =
  'perf-report, vitest, vitest-4, tinybench, mitata, hyperfine, google-benchmark, k6, autocannon, playwright, customSmallerIsBetter, customBiggerIsBetter, github-action-benchmark, bmf, bencher-report, csv';
const WRITABLE = 'perf-report, customSmallerIsBetter, customBiggerIsBetter, bmf, csv, markdown';

export const declareConvert: Declare = (program, { exitWith }) => {
  program
    .command('convert')
    .argument('<file>', 'output of another tool, or a PerfReport')
    .description(
      'convert the output of another tool to a PerfReport, or a report to another format',
    )
    .option('--from <format>', `${READABLE} (default: detected from the content)`)
    .option('--to <format>', WRITABLE, 'perf-report')
    .option('--output <file>', 'file to write (default: standard output)')
    .option(
      '--project <name>',
      'project of the metrics (default: the project in this folder; a PerfReport names its own)',
    )
    .option('--run <id>', 'id of the run (default: derived from file, start, commit and project)')
    .option('--commit <sha>', 'measured commit (default: none)')
    .option(
      '--date <iso>',
      'time of the measurement (default: the time in the file, else its last change)',
    )
    .option(
      '--instrument <name>',
      'wall, instructions, allocated, browser or counted, for all metrics (default: counted for bytes and counts that depend on the code alone, else wall)',
    )
    .addHelpText(
      'after',
      `
Examples:
  perf-kit convert hyperfine.json --output before.json
  perf-kit convert bench.json --from vitest --to markdown
  perf-kit convert size.json --from customSmallerIsBetter --commit HEAD --output size.report.json
  perf-kit convert reports/bench/db.json --to customSmallerIsBetter --output benchmarks.json

Exit code: 0 converted (standard error lists anything left out); 2 the file or an option is not valid.`,
    )
    .action(async (file: string, flags: ConvertFlags) => {
      const { convert } = await import('../commands/convert.ts');
      exitWith(await convert({ file, ...flags }));
    });
};
