import { join } from 'node:path';
import { describeRun, newRunId } from '@night-pilot/perf-report';
import { baseBranchOf } from '../base-branch/git-base-branch.ts';
import type { TrendsError } from '../errors.ts';
import { assertBundle, dashboardBundle } from '../export/write-site.ts';
import { openStore } from '../store/open-store.ts';
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
    Pick<KeepOptions, 'renderSummary' | 'confirm'> {
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
 * It checks the history, the folders and the pages before the long measurement starts. A target
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
  const history = await removeWhenUnmeasured(folder, signal, async () => {
    await assertBundle(bundle);
    return openStore(store);
  });
  try {
    const earlierErrors: TrendsError[] = [];
    const onLogError = (error: TrendsError) => void earlierErrors.push(error);
    const measured = await removeWhenUnmeasured(folder, signal, () =>
      measureWorkspace({ ...options, run: run.id, reports, folder, onLogError }),
    );
    const durationMs = performance.now() - started;
    const report = joinParts({ ...run, durationMs }, measured);
    const { renderSummary, confirm } = options;
    const kept = await keepResults(report, {
      history,
      reports,
      folder,
      base: baseBranchOf(workspace),
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
