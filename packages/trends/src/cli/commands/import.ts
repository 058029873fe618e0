import { defaultBranch, findProject } from '@night-pilot/perf-report/workspace';
import { ReportError } from '@night-pilot/perf-report';
import { printError } from '@night-pilot/perf-report/text';
import { importReports } from '../../import/import-reports.ts';
import { type Past, type PastOptions, readPast } from '../../import/read-past.ts';
import { printable } from '../../show/printable.ts';
import { withStore } from './with-store.ts';
import { currentWorkspace } from './workspace.ts';

export interface ImportCommandOptions {
  store?: string;
  /** Branch of commits whose file names none. @default the base branch of the workspace */
  branch?: string;
  /** Format of all files. @default detected from each */
  from?: string;
  /** @default the project of this folder, else `imported` */
  project?: string;
  /** Commit of files with one run. @default none */
  commit?: string;
  /** Day or time of files with one run. @default that of the file */
  date?: string;
}

/** Notes on one file that are printed. */
const MOST_NOTES = 10;

/** `perf-trends import`: reads all files of other tools, then stores their runs. */
export async function importFiles(
  files: readonly string[],
  options: ImportCommandOptions,
): Promise<void> {
  const { store, from, project = projectHere() } = options;
  const branch = options.branch ?? defaultBranch(currentWorkspace());
  const { commit, date } = options;
  const given: PastOptions = {
    project,
    branch,
    from,
    typed: { commit, date },
    folder: process.cwd(),
  };
  const pasts: Past[] = [];
  for (const file of files) pasts.push(await readPast(file, given));
  await withStore(store, async (history) => {
    for (const [at, { reports, notes }] of pasts.entries()) {
      const file = files[at] ?? '';
      const imported = await importReports(history, reports);
      const { added, known, points } = imported;
      process.stdout.write(
        `${printable(file)}: ${counted(added, 'run')} with ${counted(points, 'point')} added${known === 0 ? '' : `, ${known} already stored`}\n`,
      );
      sayNotes(file, [...notes, ...imported.notes]);
    }
  });
}

function sayNotes(file: string, notes: readonly string[]): void {
  for (const note of notes.slice(0, MOST_NOTES)) printError(`${file}: ${note}\n`);
  const more = notes.length - MOST_NOTES;
  if (more > 0) printError(`${file}: ${counted(more, 'more note')}\n`);
}

function projectHere(): string {
  try {
    return findProject().name;
  } catch (error) {
    if (error instanceof ReportError) return 'imported';
    throw error;
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
