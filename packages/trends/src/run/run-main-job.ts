import { join } from 'node:path';
import { describeRun, newRunId } from '@night-pilot/perf-report';
import { baseBranchOf } from '../base-branch/git-base-branch.ts';
import type { TrendsError } from '../errors.ts';
import { assertBundle, dashboardBundle } from '../export/write-site.ts';
import { openStore } from '../store/open-store.ts';
import { commitsInRepository } from '../triage-file/commits-between.ts';
import { readTriageFile } from '../triage-file/read-triage-file.ts';
import { joinParts } from './join-parts.ts';
import { type KeepOptions, type KeptRun, keepResults } from './keep-results.ts';
import { measureWorkspace, type MeasureWorkspaceOptions } from './measure-workspace.ts';
import {
  createRunFolder,
  finishRunFolder,
  removeWhenUnmeasured,
  type RunFolder,
} from './run-folder.ts';

export interface MainJobOptions
  extends
    Pick<MeasureWorkspaceOptions, 'runner' | 'onStatus' | 'onEnd' | 'signal' | 'project' | 'quick'>,
    Pick<KeepOptions, 'renderSummary' | 'confirm' | 'onUnmatched'> {
  /** Root of the workspace; the results go to its folder `reports`. */
  workspace: string;
  /** URL of the history. It is opened once, before anything is measured. */
  store: string;
  /** The built pages. @default those of @night-pilot/dashboard */
  bundle?: string | undefined;
}

export interface MainJobResult extends KeptRun {
  folder: RunFolder;
}

/**
 * The main job: measures every project, joins the measurements into one report, stores it, judges
 * it against earlier runs, and writes the pages.
 *
 * It checks the history, the folders, the pages and the triage file before the long measurement starts. A target
 * that fails does not stop the others; the outcome lists it.
 *
 * @throws {TrendsError} or `ReportError` when there could be no report. The folder of the run is
 *   then removed, unless it holds measurements and `signal` did not end the run.
 */
export async function runMainJob(options: MainJobOptions): Promise<MainJobResult> {
  const { workspace, store, bundle = dashboardBundle(), signal } = options;
  const startedAt = new Date();
  const started = performance.now();
  const run = { ...describeRun(startedAt, workspace), id: newRunId(startedAt) };
  const reports = join(workspace, 'reports');
  const folder = await createRunFolder(reports, run.id);
  const { history, triage } = await removeWhenUnmeasured(folder, signal, async () => {
    await assertBundle(bundle);
    const triage = await readTriageFile(workspace);
    return { triage, history: await openStore(store) };
  });
  try {
    const earlierErrors: TrendsError[] = [];
    const onLogError = (error: TrendsError) => void earlierErrors.push(error);
    const measured = await removeWhenUnmeasured(folder, signal, () =>
      measureWorkspace({ ...options, run: run.id, reports, folder, onLogError }),
    );
    const durationMs = performance.now() - started;
    const report = joinParts({ ...run, durationMs }, measured);
    const { renderSummary, confirm, onUnmatched } = options;
    const kept = await keepResults(report, {
      history,
      reports,
      folder,
      base: baseBranchOf(workspace),
      triage,
      ...(onUnmatched !== undefined && { onUnmatched }),
      commitsBetween: commitsInRepository(workspace),
      bundle,
      confirm,
      renderSummary,
      earlierErrors,
    });
    return { ...kept, folder };
  } finally {
    await history.close();
    await finishRunFolder(folder);
  }
}
