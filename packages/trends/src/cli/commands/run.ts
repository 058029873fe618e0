import { printError } from '@night-pilot/perf-report/text';
import { existsSync } from 'node:fs';
import { confirmInTurns } from '../../confirm/confirm-in-turns.ts';
import { nxRunner } from '../../run/nx-runner.ts';
import { type MainJobResult, runMainJob } from '../../run/run-main-job.ts';
import { headline } from '../../show/headline.ts';
import { printable } from '../../show/printable.ts';
import { progressDisplay } from '../../show/progress-display.ts';
import { renderAllValues, renderResults } from '../../show/results-text.ts';
import { renderSummary } from '../../show/summary.ts';
import { unmatchedNote } from '../../triage-file/unmatched-note.ts';
import { chosenStore, currentWorkspace } from './workspace.ts';

export interface RunCommandOptions {
  quick?: boolean;
  project?: string;
  store?: string;
  /** Prints all values, too. @default false */
  verbose?: boolean;
  /** Measures suspicions in turns. */
  confirm: boolean;
  signal: AbortSignal;
}

/** `perf-trends run`: the main job, with its progress on stderr and its results on stdout. */
export async function run(options: RunCommandOptions): Promise<0 | 1 | 2> {
  const workspace = currentWorkspace();
  const display = await progressDisplay(process.stderr);
  const notes: string[] = [];
  try {
    const job = await runMainJob({
      ...options,
      workspace,
      runner: nxRunner(workspace),
      store: chosenStore(options.store, () => workspace),
      renderSummary,
      confirm: options.confirm
        ? confirmInTurns({ workspace, signal: options.signal, onProgress: display.confirm })
        : undefined,
      onStatus: display.status,
      onEnd: display.end,
      onUnmatched: (entry) => void notes.push(unmatchedNote(entry)),
    });
    display.stop();
    const { lateErrors, outcome } = job;
    const blocks = [
      ...(options.verbose === true ? [renderAllValues(job)] : []),
      filesOf(job).map(printable).join('\n'),
      renderResults(job),
      headline(job),
    ];
    process.stdout.write(`${blocks.join('\n\n')}\n`);
    for (const note of notes) printError(`${note}\n`);
    for (const message of lateErrors) {
      printError(`${message}\n`);
    }
    return outcome.exitCode === 0 && lateErrors.length > 0 ? 2 : outcome.exitCode;
  } finally {
    display.stop();
  }
}

function filesOf({ folder, page }: MainJobResult): string[] {
  return [
    `Report    ${folder.report}`,
    ...(existsSync(folder.verdicts) ? [`Verdicts  ${folder.verdicts}`] : []),
    ...(existsSync(folder.summary) ? [`Summary   ${folder.summary} (all values)`] : []),
    `Log       ${folder.log}`,
    ...(page === null ? [] : [`Pages     ${page}`]),
  ];
}
