import { printError } from '@night-pilot/perf-report/text';
import { baseBranchOf } from '../../base-branch/git-base-branch.ts';
import { checkRun } from '../../check/check-run.ts';
import { confirmInTurns } from '../../confirm/confirm-in-turns.ts';
import type { TrendsError } from '../../errors.ts';
import { headline } from '../../show/headline.ts';
import { printable } from '../../show/printable.ts';
import { renderAllValues, renderResults } from '../../show/results-text.ts';
import { commitsInRepository } from '../../triage-file/commits-between.ts';
import { readTriageFile } from '../../triage-file/read-triage-file.ts';
import type { TriageEntry } from '../../triage-file/triage-entry.ts';
import { unmatchedNote } from '../../triage-file/unmatched-note.ts';
import { withStore } from './with-store.ts';
import { currentWorkspace } from './workspace.ts';

export interface CheckCommandOptions {
  run?: string;
  store?: string;
  /** Prints all values, too. @default false */
  verbose?: boolean;
  /** Measures suspicions in turns. */
  confirm: boolean;
  signal: AbortSignal;
}

/** `perf-trends check`: judges a run and prints the results. */
export async function check(options: CheckCommandOptions): Promise<0 | 1 | 2> {
  let notStored: TrendsError | null = null;
  const onNotStored = (error: TrendsError) => void (notStored = error);
  const { run, signal } = options;
  const workspace = currentWorkspace();
  const confirm = options.confirm ? confirmInTurns({ workspace, signal }) : undefined;
  const base = baseBranchOf(workspace);
  const triage = await readTriageFile(workspace);
  const commitsBetween = commitsInRepository(workspace);
  const notes: string[] = [];
  const onUnmatched = (entry: TriageEntry) => void notes.push(unmatchedNote(entry));
  const given = { base, confirm, triage, commitsBetween, onUnmatched, onNotStored };
  const checked = await withStore(
    options.store,
    (store) => checkRun(store, { ...(run !== undefined && { run }), ...given }),
    { mustExist: true },
  );
  const { id } = checked.report.run;
  const blocks = [
    ...(options.verbose === true ? [renderAllValues(checked)] : []),
    renderResults(checked),
    `Run ${printable(id)}: ${headline(checked)}`,
  ];
  process.stdout.write(`${blocks.join('\n\n')}\n`);
  for (const note of notes) printError(`${note}\n`);
  if (notStored === null) return checked.outcome.exitCode;
  printError(`${(notStored as TrendsError).message}\n`);
  return checked.outcome.exitCode === 0 ? 2 : checked.outcome.exitCode;
}
