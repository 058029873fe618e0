import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  describeRun,
  newRunId,
  type PerfReport,
  type Verdicts,
  VERDICTS_SCHEMA_VERSION,
  writeReport,
  writeVerdicts,
} from '@night-pilot/perf-kit/report';
import { type CheckedRun, checkRun } from '../check/check-run.ts';
import { hasFailed } from '../check/failed-tests.ts';
import { outcomeOf } from '../check/outcome.ts';
import { isKnownError, TrendsError } from '../errors.ts';
import { siteDataOf } from '../export/site-data.ts';
import { assertBundle, dashboardBundle, writeSite } from '../export/write-site.ts';
import { renderSummary } from '../show/summary.ts';
import { ingest } from '../store/ingest.ts';
import { openStore } from '../store/open-store.ts';
import { readDurations, writeDurations } from './durations.ts';
import { joinParts } from './join-parts.ts';
import { measure, type MeasuredTask, type MeasureOptions } from './measure.ts';
import type { TaskRunner } from './measuring-task.ts';
import {
  createRunFolder,
  linkLatest,
  listParts,
  removeRunFolder,
  type RunFolder,
  unwritable,
} from './run-folder.ts';

export interface MainJobOptions extends Pick<MeasureOptions, 'onStatus' | 'onEnd' | 'signal'> {
  /** Root of the workspace; the results go to its folder `reports`. */
  workspace: string;
  /** What runs the measuring targets. */
  runner: TaskRunner;
  /** URL of the history. */
  store: string;
  /** Measure only this project. @default all that have measuring targets */
  project?: string | undefined;
  /** Measure less, with wider intervals. @default false */
  quick?: boolean | undefined;
  /** The built pages. @default those of @night-pilot/dashboard */
  bundle?: string | undefined;
}

export interface MainJobResult extends CheckedRun {
  folder: RunFolder;
  /** The page that shows the history; null when it could not be written. */
  page: string | null;
  /**
   * What could not be done with the results once they were measured, a sentence each; empty when
   * all could. Without the history nothing is judged: the verdicts are empty.
   */
  lateErrors: string[];
}

/**
 * The main job: measures every project, joins what they measured into one report, remembers it,
 * judges it against earlier runs, and writes the pages.
 *
 * What can be refused is refused before minutes of measuring. What failed to be measured does
 * not stop the rest; the outcome says what is missing.
 *
 * @throws {TrendsError} or `ReportError`: in one sentence, what could not be done before there was
 *   a report. While nothing was measured, or when `signal` ended it, the folder of the run is gone
 *   afterwards.
 */
export async function runMainJob(options: MainJobOptions): Promise<MainJobResult> {
  const { workspace, store, bundle = dashboardBundle(), signal } = options;
  const startedAt = new Date();
  const started = performance.now();
  const run = { ...describeRun(startedAt, workspace), id: newRunId(startedAt) };
  const reports = join(workspace, 'reports');
  const folder = await createRunFolder(reports, run.id);
  let measured: MeasuredTask[];
  try {
    await assertBundle(bundle);
    await (await openStore(store)).close();
    measured = await measureWorkspace({ ...options, run: run.id, reports, folder });
  } catch (error) {
    const parts = await listParts(folder).catch(() => []);
    if (signal?.aborted === true || parts.length === 0) await removeRunFolder(folder);
    throw error;
  }
  const durationMs = performance.now() - started;
  const report = joinParts({ ...run, durationMs }, measured);
  await writeReport(folder.report, report);

  const lateErrors: string[] = [];
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!isKnownError(error)) throw error;
      lateErrors.push((error as Error).message);
      return null;
    }
  };
  const judged = await attempt(() => remember(report, { store, folder }));
  const checked = judged ?? notJudged(report);
  if (judged !== null) await attempt(() => writeVerdicts(folder.verdicts, judged.verdicts));
  await attempt(() => writeSummary(folder, checked));
  await attempt(() => linkLatest(reports, run.id));
  const site = join(reports, 'site');
  const page = judged && (await attempt(() => writePages(site, { store, bundle })));
  return { ...checked, folder, page, lateErrors };
}

/** What is known of a run that no history could be asked about. */
function notJudged(report: PerfReport): CheckedRun {
  const verdicts: Verdicts = {
    schemaVersion: VERDICTS_SCHEMA_VERSION,
    run: report.run.id,
    judgedAt: new Date().toISOString(),
    verdicts: [],
  };
  return { report, verdicts, outcome: outcomeOf(report, []) };
}

interface MeasureWorkspaceOptions extends MainJobOptions {
  run: string;
  reports: string;
  folder: RunFolder;
}

async function measureWorkspace(options: MeasureWorkspaceOptions): Promise<MeasuredTask[]> {
  const { run, reports, folder, runner, project, quick = false } = options;
  const tasks = await runner.list(options);
  if (tasks.length === 0) throw nothingToMeasure(project);
  const mode = quick ? 'quick' : 'full';
  const durationsPath = join(reports, 'durations.json');
  const measured = await measure(tasks, {
    ...options,
    durations: await readDurations(durationsPath, mode),
    env: { PERF_RUN_ID: run, PERF_PARTS_DIR: folder.parts, PERF_QUICK: quick ? '1' : '' },
  });
  const complete = measured.filter(
    ({ failure, parts }) => failure === null && !parts.some(({ tests }) => tests.some(hasFailed)),
  );
  await writeDurations(
    durationsPath,
    mode,
    Object.fromEntries(complete.map(({ task, durationMs }) => [task.id, Math.round(durationMs)])),
  );
  return measured;
}

function nothingToMeasure(project: string | undefined): TrendsError {
  return new TrendsError(
    'NOTHING_TO_MEASURE',
    project === undefined
      ? 'No project has a measuring target: give one a target bench, load or perf.'
      : `Expected a project with a target bench, load or perf, got "${project}"; "npx nx show projects" lists the projects.`,
  );
}

async function remember(
  report: PerfReport,
  { store: url, folder }: { store: string; folder: RunFolder },
): Promise<CheckedRun> {
  try {
    const store = await openStore(url);
    try {
      await ingest(store, report);
      return await checkRun(store, { run: report.run.id });
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof TrendsError)) throw error;
    throw new TrendsError(
      error.code,
      `${error.message} What was measured is kept: "perf-trends ingest ${folder.report}" brings it in.`,
      { cause: error },
    );
  }
}

/** @returns The page to open. */
async function writePages(
  site: string,
  { store: url, bundle }: { store: string; bundle: string },
): Promise<string> {
  const store = await openStore(url, { mustExist: true });
  try {
    await writeSite(site, await siteDataOf(store), bundle);
  } finally {
    await store.close();
  }
  return join(site, 'index.html');
}

async function writeSummary({ summary }: RunFolder, checked: CheckedRun): Promise<void> {
  try {
    await writeFile(summary, renderSummary(checked));
  } catch (cause) {
    throw unwritable(summary, cause);
  }
}
