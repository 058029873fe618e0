import { failOnLostOutput, print, printError } from '@night-pilot/perf-report/text';
import { Command, CommanderError } from 'commander';
import type { FindingsCommandOptions } from './commands/findings.ts';
import type { ExportCommandOptions } from './commands/export.ts';
import type { ImportCommandOptions } from './commands/import.ts';
import type { ThinCommandOptions } from './commands/thin.ts';
import type { TriageCommandOptions } from './commands/triage.ts';
import type { CheckCommandOptions } from './commands/check.ts';
import type { RunCommandOptions } from './commands/run.ts';

/** 0: no finding · 1: a regression or a broken budget · 2: could not measure or do it · 130: interrupted. */
type ExitCode = 0 | 1 | 2 | 130;

failOnLostOutput();

const interrupt = new AbortController();
let exitCode: ExitCode = 0;
const program = new Command('perf-trends')
  .description('Runs all measurements of a workspace, stores them, and judges them over time.')
  .exitOverride()
  .configureOutput({ writeOut: print, writeErr: printError })
  .showHelpAfterError('Type perf-trends --help for the commands.')
  .addHelpText(
    'after',
    `
Examples:
  perf-trends run                           measure everything, judge it, write the pages
  perf-trends run --quick --project db      one project, in less time
  perf-trends run --verbose                 print all values, too
  perf-trends ingest reports/*/report.json  add reports to the history
  perf-trends import dev/bench/data.js      add the past of another tool
  perf-trends check                         judge the newest run again
  perf-trends findings                      list what has changed, and since when
  perf-trends triage ID --expect            accept a change as the new normal
  perf-trends backup                        copy the history
  perf-trends restore FILE                  make a backup the history
  perf-trends thin                          take the raw samples out of old runs
  perf-trends export                        write the pages to reports/site

Exit code: 0 no finding, 1 a regression or a broken budget, 2 something could not be measured, a test
failed or the command could not do its work, 130 interrupted. An unclear budget changes no exit code.`,
  );

const storeOption = [
  '--store <url>',
  'the history: a file path, sqlite:PATH or postgres://USER@HOST/DATABASE ' +
    '(default: PERF_TRENDS_STORE, or reports/history.db in the workspace)',
] as const;

program
  .command('run')
  .description('measure every project: benchmarks, load and browser performance')
  .option('--quick', 'measure less, with wider intervals')
  .option('--project <name>', 'only this project')
  .option('--verbose', 'also print all values; summary.md has them always')
  .option('--no-confirm', 'do not measure suspicions in turns with the commit before')
  .option(...storeOption)
  .addHelpText('after', '\nExample:\n  perf-trends run --quick --project db')
  .action(async (options: Omit<RunCommandOptions, 'signal'>) => {
    abortOnSignals();
    const { run } = await import('./commands/run.ts');
    exitCode = await run({ ...options, signal: interrupt.signal });
    if (interrupt.signal.aborted) exitCode = 130;
  });

program
  .command('ingest')
  .description('add reports to the history; adding a report twice changes nothing')
  .argument('<files...>', 'PerfReport files')
  .option(...storeOption)
  .addHelpText(
    'after',
    '\nExample:\n  perf-trends ingest reports/20260131-220405-1a2b3c/report.json',
  )
  .action(async (files: string[], options: { store?: string }) => {
    const { ingestFiles } = await import('./commands/ingest.ts');
    await ingestFiles(files, options);
  });

program
  .command('import')
  .description(
    "add the past of another tool: github-action-benchmark's data.js, Bencher, Vitest, …",
  )
  .argument('<files...>', 'files that perf-kit convert reads; a history adds all of its runs')
  .option('--branch <name>', 'branch of commits whose file names none (default: the base branch)')
  .option('--project <name>', 'project of the metrics (default: the one in this folder)')
  .option('--commit <sha>', 'commit of a file with one run')
  .option('--date <iso>', 'day or time of a file with one run (default: that of the file)')
  .option('--from <format>', 'format of all files (default: detected)')
  .option(...storeOption)
  .addHelpText('after', '\nExample:\n  perf-trends import dev/bench/data.js --branch main')
  .action(async (files: string[], options: ImportCommandOptions) => {
    const { importFiles } = await import('./commands/import.ts');
    await importFiles(files, options);
  });

program
  .command('check')
  .description(
    'judge a run against the runs before it, with what performance.toml says about findings',
  )
  .option('--run <id>', 'the run to judge (default: the newest)')
  .option('--verbose', 'also print all values')
  .option('--no-confirm', 'do not measure suspicions in turns with the commit before')
  .option(...storeOption)
  .addHelpText('after', '\nExample:\n  perf-trends check --run 20260131-220405-1a2b3c')
  .action(async (options: Omit<CheckCommandOptions, 'signal'>) => {
    abortOnSignals();
    const { check } = await import('./commands/check.ts');
    exitCode = await check({ ...options, signal: interrupt.signal });
    if (interrupt.signal.aborted) exitCode = 130;
  });

program
  .command('findings')
  .description('list what has changed on the base branch, since when, and by how much')
  .option('--all', 'also those that are expected or fixed, and improvements')
  .option('--json', 'print JSON')
  .option(...storeOption)
  .addHelpText('after', '\nExample:\n  perf-trends findings --json')
  .action(async (options: FindingsCommandOptions) => {
    const { findings } = await import('./commands/findings.ts');
    await findings(options);
  });

program
  .command('triage')
  .description('say what a finding is: expected, or known')
  .argument('<id>', 'id of the finding, such as f3a91c07')
  .option('--expect', 'it is the new normal: later runs are compared with the runs since it')
  .option('--acknowledge', 'it is known: it fails no run until it gets worse')
  .option('--reopen', 'it is neither')
  .option('--note <text>', 'why')
  .option('--link <url>', 'an issue or a pull request')
  .option('--author <name>', 'who says so (default: user.name of git)')
  .option(...storeOption)
  .addHelpText(
    'after',
    '\nExample:\n  perf-trends triage f3a91c07 --expect --note "checks every row now"',
  )
  .action(async (id: string, options: TriageCommandOptions) => {
    const { triageFinding } = await import('./commands/triage.ts');
    await triageFinding(id, options);
  });

program
  .command('export')
  .description('write the pages that show the history to reports/site')
  .option(
    '--timings <file>',
    'file of the median duration of each test (default: reports/timings.json)',
  )
  .option(...storeOption)
  .addHelpText('after', '\nExample:\n  perf-trends export --store sqlite:history.db')
  .action(async (options: ExportCommandOptions) => {
    const { exportSite } = await import('./commands/export.ts');
    await exportSite(options);
  });

program
  .command('backup')
  .description('copy the history while others go on writing to it')
  .argument('[file]', 'the copy (default: history.backup-<time in UTC>.db beside the history)')
  .option(...storeOption)
  .addHelpText('after', '\nExample:\n  perf-trends backup /mnt/backups/history.db')
  .action(async (file: string | undefined, options: { store?: string }) => {
    const { backupHistory } = await import('./commands/backup.ts');
    await backupHistory(file, options);
  });

program
  .command('restore')
  .description('make a backup the history; the present one is set aside')
  .argument('<file>', 'a file that perf-trends backup, or an update of the schema, has written')
  .option(...storeOption)
  .addHelpText(
    'after',
    '\nExample:\n  perf-trends restore reports/history.backup-20260131-220405.db',
  )
  .action(async (file: string, options: { store?: string }) => {
    const { restoreHistory } = await import('./commands/backup.ts');
    await restoreHistory(file, options);
  });

program
  .command('thin')
  .description('take the raw samples out of the reports of old runs; summaries stay')
  .option('--keep <runs>', 'number of the newest runs that keep them', '200')
  .option(...storeOption)
  .addHelpText('after', '\nExample:\n  perf-trends thin --keep 500')
  .action(async (options: ThinCommandOptions) => {
    const { thin } = await import('./commands/thin.ts');
    await thin(options);
  });

try {
  await program.parseAsync();
} catch (error) {
  exitCode = await explain(error);
}
process.exitCode = exitCode;

function abortOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interrupt.abort());
  }
}

/** Prints a known error as one sentence, and any other with its stack, for a bug report. */
async function explain(error: unknown): Promise<ExitCode> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (interrupt.signal.aborted && error === interrupt.signal.reason) {
    printError('Interrupted: the unfinished run was removed.\n');
    return 130;
  }
  if ((error as NodeJS.ErrnoException).syscall === 'uv_cwd') {
    printError('The current folder was deleted: go to another one, then try again.\n');
    return 2;
  }
  const { isKnownError } = await import('../errors.ts');
  const { message, stack = String(error) } = error as Error;
  printError(`${isKnownError(error) ? message : stack}\n`);
  return 2;
}
