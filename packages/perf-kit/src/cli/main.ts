import { Command, CommanderError, Option } from 'commander';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { ReportError } from '@night-pilot/perf-report';
import { splitArguments } from './command-pair.ts';
import type { CalibrateFlags } from './commands/calibrate.ts';
import type { CompareFlags } from './commands/compare.ts';
import type { ConvertFlags } from './commands/convert.ts';
import type { DoctorFlags } from './commands/doctor.ts';
import type { MeasureFlags } from './commands/measure.ts';
import type { ProfileFlags } from './profile/profile-arguments.ts';

/** 0: measured, budgets met · 1: a budget is broken, or a regression · 2: something could not be measured · 3: undecided, with --strict. */
type ExitCode = 0 | 1 | 2 | 3;

const interrupt = new AbortController();
// `on`, not `once`: npx passes on a Ctrl-C that has reached this process already.
process.on('SIGINT', () => interrupt.abort());
process.on('SIGTERM', () => interrupt.abort());

const PROJECT = 'name or folder of a project of the workspace (default: the one in this folder)';

/** Spelt out, so that --help loads no format; a test holds them to the formats that there are. */
const READABLE =
  'perf-report, vitest, tinybench, mitata, hyperfine, google-benchmark, k6, autocannon, playwright, customSmallerIsBetter, customBiggerIsBetter, bmf, csv';
const WRITABLE = 'perf-report, customSmallerIsBetter, customBiggerIsBetter, bmf, csv, markdown';

let exitCode: ExitCode = 0;
/** What follows the `--` of compare. */
let commands: string[] | null = null;
const program = new Command('perf-kit')
  .description(
    'Measures a project, the one in this folder or --project, and writes one PerfReport.',
  )
  .exitOverride()
  .showHelpAfterError('Type perf-kit --help for the commands.');

for (const { kind, description, example } of [
  {
    kind: 'bench',
    description: 'run *.bench.ts files in bare Node processes',
    example: 'perf-kit bench bench/reads.bench.ts --grep "point read"',
  },
  {
    kind: 'load',
    description: 'run *.load.ts scenarios, watching memory and CPU',
    example: 'perf-kit load --quick',
  },
  {
    kind: 'figures',
    description: 'measure the promises in figures.ts and say which are kept',
    example: 'perf-kit figures',
  },
] as const) {
  const command = program.command(kind).description(description);
  if (kind !== 'figures') command.argument('[files...]', 'only these files');
  if (kind === 'bench') {
    command
      .option(
        '--instrument <names>',
        'wall, instructions, allocated, separated by commas (default: what a benchmark asks for, else wall)',
      )
      .option('--save-baseline <name>', 'keep the report as a baseline of this name')
      .option('--baseline <name>', 'compare with the baseline of this name');
  }
  command
    .option('--project <name>', PROJECT)
    .option('--grep <text>', 'only what has this text in its suite')
    .option('--quick', 'fewer processes, wider intervals', process.env['PERF_QUICK'] === '1')
    .addHelpText(
      'after',
      `\nExample:\n  ${example}\n\nExit code: 0 measured, 1 a budget is broken${kind === 'bench' ? ', or a count is worse than in the baseline' : ''}, 2 something could not be measured.`,
    )
    .action(async (...args: [string[], MeasureFlags] | [MeasureFlags]) => {
      const { measure } = await import('./commands/measure.ts');
      const [files, flags] = Array.isArray(args[0])
        ? [args[0], args[1] as MeasureFlags]
        : [[], args[0]];
      exitCode = await measure({ kind, files, ...flags, signal: interrupt.signal });
    });
}

program
  .command('compare')
  .argument(
    '[base]',
    'branch, tag or commit; or a saved report (default: what nx affected compares with, else the commit before)',
  )
  .argument('[head]', 'the same (default: the work tree as it is)')
  .usage('[options] [base] [head]\n       perf-kit compare [options] -- <command…> --vs <command…>')
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
  .option('--profile', 'profile what regressed in both versions, and name the functions that grew')
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
    const { signal } = interrupt;
    if (commands === null) {
      const { compare } = await import('./commands/compare.ts');
      exitCode = await compare({ base, head, ...flags, signal });
    } else {
      const { compareCommandLines } = await import('./commands/compare-commands.ts');
      exitCode = await compareCommandLines({ base, commands, ...flags, signal });
    }
  });

program
  .command('profile')
  .argument('<target>', 'a bench file, a script, or two .cpuprofile files')
  .argument('[args...]', 'of the script, after --')
  .usage(
    '[options] <bench file | script> [-- <args…>]\n       perf-kit profile <a.cpuprofile> <b.cpuprofile>',
  )
  .description('where the time goes: a flame graph of a benchmark or a script, or of what differs')
  .option('--grep <text>', 'only benchmarks with this text in their suite or name')
  .addOption(
    new Option(
      '--tool <name>',
      'what profiles; 0x, and clinic for the last three, are to be installed',
    )
      .choices(['cpu', 'heap', '0x', 'doctor', 'bubbleprof', 'heapprofiler'])
      .default('cpu'),
  )
  .option('--base <commit>', 'profile this version of the benchmarks too, and show what grew')
  .option('--head <commit>', 'against this version (default: the work tree as it is)')
  .addHelpText(
    'after',
    `
Examples:
  perf-kit profile bench/reads.bench.ts --grep "point read"
  perf-kit profile bench/reads.bench.ts --base main
  perf-kit profile app.mjs -- --port 3000
  perf-kit profile app.mjs --tool doctor
  perf-kit profile before.cpuprofile after.cpuprofile

Profiles (for Chrome's DevTools and VS Code) and flame graphs go to reports/profile.

Exit code: 0 profiled, 2 something could not be profiled, or the script failed.`,
  )
  .action(async (target: string, args: string[], flags: ProfileFlags) => {
    const { profile } = await import('./commands/profile.ts');
    exitCode = await profile({ target, args, ...flags, signal: interrupt.signal });
  });

program
  .command('doctor')
  .description('look at this machine: what disturbs measurements, and what to do about it')
  .option('--json', 'print the findings as data')
  .addHelpText(
    'after',
    `\nExamples:\n  perf-kit doctor\n  perf-kit doctor --json > machine.json\n\nExit code: 0 whatever was found, 2 it could not look.`,
  )
  .action(async (flags: DoctorFlags) => {
    const { doctor } = await import('./commands/doctor.ts');
    exitCode = await doctor(flags);
  });

program
  .command('calibrate')
  .description(
    'find out how small a change this machine can show: compares programs with themselves, for about 10 minutes',
  )
  .option('--loaded', 'while perf-kit keeps every core busy (default: as the machine is)')
  .option('--forks <number>', 'forks of single programs to have recorded', '1000')
  .option('--time <time>', 'ends recording before; the same command goes on', '10min')
  .option(
    '--live <number>',
    'real comparisons without a change to have made, of about 2 min each',
    '0',
  )
  .option(
    '--edits <number>',
    'also compare this many generated edits of each kind by counts, at up to a minute each',
    '0',
  )
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
  perf-kit calibrate --forks 0 --edits 6
  perf-kit calibrate --judge-only

What was measured is kept in reports/calibration, also after Ctrl-C, and gone on with.

Exit code: 0 calibrated, whatever was found, 2 a program could not be measured.`,
  )
  .action(async (flags: CalibrateFlags) => {
    const { calibrate } = await import('./commands/calibrate.ts');
    exitCode = await calibrate({ ...flags, signal: interrupt.signal });
  });

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
  .option('--date <iso>', 'when it was measured (default: told by the file, else its last change)')
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
    const { convert } = await import('./commands/convert.ts');
    exitCode = await convert({ file, ...flags });
  });

try {
  const typed = splitArguments(process.argv.slice(2));
  commands = typed.commands;
  await program.parseAsync(typed.own, { from: 'user' });
} catch (error) {
  exitCode = explain(error);
}
process.exit(interrupt.signal.aborted ? 130 : exitCode);

/** Known errors are one sentence; anything else keeps its stack, for a bug report. */
function explain(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (interrupt.signal.aborted) {
    process.stderr.write('Interrupted: nothing was written.\n');
  } else if (error instanceof PerfKitError || error instanceof ReportError) {
    process.stderr.write(`${error.message}\n`);
  } else {
    process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  }
  return 2;
}
