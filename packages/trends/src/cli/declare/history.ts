import type { Command } from 'commander';
import type { ExportCommandOptions } from '../commands/export.ts';
import type { ImportCommandOptions } from '../commands/import.ts';
import type { ThinCommandOptions } from '../commands/thin.ts';
import { STORE_OPTION } from './declare.ts';

/** Declares the commands that fill, copy, thin and show the history. */
export function declareHistory(program: Command): void {
  program
    .command('ingest')
    .description('add reports to the history; adding a report twice changes nothing')
    .argument('<files...>', 'PerfReport files')
    .option(...STORE_OPTION)
    .addHelpText(
      'after',
      '\nExample:\n  perf-trends ingest reports/20260131-220405-1a2b3c/report.json',
    )
    .action(async (files: string[], options: { store?: string }) => {
      const { ingestFiles } = await import('../commands/ingest.ts');
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
    .option(...STORE_OPTION)
    .addHelpText('after', '\nExample:\n  perf-trends import dev/bench/data.js --branch main')
    .action(async (files: string[], options: ImportCommandOptions) => {
      const { importFiles } = await import('../commands/import.ts');
      await importFiles(files, options);
    });

  program
    .command('export')
    .description('write the pages that show the history to reports/site')
    .option(
      '--timings <file>',
      'file of the median duration of each test (default: reports/timings.json)',
    )
    .option(...STORE_OPTION)
    .addHelpText('after', '\nExample:\n  perf-trends export --store sqlite:history.db')
    .action(async (options: ExportCommandOptions) => {
      const { exportSite } = await import('../commands/export.ts');
      await exportSite(options);
    });

  program
    .command('backup')
    .description('copy the history while others go on writing to it')
    .argument('[file]', 'the copy (default: history.backup-<time in UTC>.db beside the history)')
    .option(...STORE_OPTION)
    .addHelpText('after', '\nExample:\n  perf-trends backup /mnt/backups/history.db')
    .action(async (file: string | undefined, options: { store?: string }) => {
      const { backupHistory } = await import('../commands/backup.ts');
      await backupHistory(file, options);
    });

  program
    .command('restore')
    .description('make a backup the history; the present one is set aside')
    .argument('<file>', 'a file that perf-trends backup, or an update of the schema, has written')
    .option(...STORE_OPTION)
    .addHelpText(
      'after',
      '\nExample:\n  perf-trends restore reports/history.backup-20260131-220405.db',
    )
    .action(async (file: string, options: { store?: string }) => {
      const { restoreHistory } = await import('../commands/backup.ts');
      await restoreHistory(file, options);
    });

  program
    .command('thin')
    .description('take the raw samples out of the reports of old runs; summaries stay')
    .option('--keep <runs>', 'number of the newest runs that keep them', '200')
    .option(...STORE_OPTION)
    .addHelpText('after', '\nExample:\n  perf-trends thin --keep 500')
    .action(async (options: ThinCommandOptions) => {
      const { thin } = await import('../commands/thin.ts');
      await thin(options);
    });
}
