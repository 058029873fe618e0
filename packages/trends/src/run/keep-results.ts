import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type PerfReport,
  type Verdicts,
  VERDICTS_SCHEMA_VERSION,
  writeReport,
  writeVerdicts,
} from '@night-pilot/perf-report';
import type { BaseBranch } from '../base-branch/base-branch.ts';
import { type CheckedRun, type CheckOptions, checkRun } from '../check/check-run.ts';
import { outcomeOf } from '../check/outcome.ts';
import { isKnownError, TrendsError } from '../errors.ts';
import { siteDataOf } from '../export/site-data.ts';
import { writeSite } from '../export/write-site.ts';
import { ingest } from '../store/ingest.ts';
import type { Store } from '../store/open-store.ts';
import { linkLatest, type RunFolder, unwritable } from './run-folder.ts';

export interface KeepOptions extends Pick<
  CheckOptions,
  'confirm' | 'triage' | 'commitsBetween' | 'onUnmatched'
> {
  history: Store;
  /** The folder `reports` of the workspace. */
  reports: string;
  folder: RunFolder;
  /** The built pages. */
  bundle: string;
  /** The branch whose runs are the history. */
  base: BaseBranch;
  /** Renders `summary.md`. */
  renderSummary: (run: CheckedRun) => string;
  /** What failed while measuring, and costs no results. */
  earlierErrors?: readonly TrendsError[];
}

export interface KeptRun extends CheckedRun {
  /** The page that shows the history; null when it could not be written. */
  page: string | null;
  /**
   * One sentence for each step that failed after the measurement; empty when all succeeded.
   * Without the history nothing is judged: the verdicts are empty.
   */
  lateErrors: string[];
}

/**
 * Writes a report, stores it, judges it, and writes verdicts, summary, the link to the newest run and the pages. A step
 * that fails does not stop the others, for whatever reason: the measurement took long, and its results are printed.
 */
export async function keepResults(report: PerfReport, options: KeepOptions): Promise<KeptRun> {
  const { history, reports, folder, bundle, renderSummary, earlierErrors = [] } = options;
  const lateErrors: string[] = earlierErrors.map(messageOf);
  const attempt = async <T>(step: () => Promise<T>): Promise<T | null> => {
    try {
      return await step();
    } catch (error) {
      lateErrors.push(messageOf(error));
      return null;
    }
  };
  await attempt(() => writeReport(folder.report, report));
  const onNotStored = ({ message }: TrendsError) =>
    void lateErrors.push(`${message} The verdicts on this run are not stored.`);
  const judged = await attempt(() => judge(report, { ...options, onNotStored }));
  const checked = judged ?? notJudged(report);
  if (judged !== null) await attempt(() => writeVerdicts(folder.verdicts, judged.verdicts));
  await attempt(() => writeText(folder.summary, renderSummary(checked)));
  await attempt(() => linkLatest(reports, report.run.id));
  const site = join(reports, 'site');
  const page = judged && (await attempt(() => writePages(site, { history, bundle })));
  return { ...checked, page, lateErrors };
}

interface JudgeRunOptions extends KeepOptions {
  onNotStored: (error: TrendsError) => void;
}

async function judge(
  report: PerfReport,
  { history, folder, ...options }: JudgeRunOptions,
): Promise<CheckedRun> {
  try {
    await ingest(history, report);
    return await checkRun(history, { ...options, run: report.run.id });
  } catch (error) {
    if (!(error instanceof TrendsError) || !existsSync(folder.report)) throw error;
    throw new TrendsError(
      error.code,
      `${error.message} The measurements are kept: "perf-trends ingest ${folder.report}" adds them to the history.`,
      { cause: error },
    );
  }
}

/** A known error is one sentence. Any other is a bug: its stack is for a report of it. */
function messageOf(error: unknown): string {
  const { message, stack = String(error) } = error as Error;
  return isKnownError(error) ? message : stack;
}

/** A run without verdicts, because the history could not store it. */
function notJudged(report: PerfReport): CheckedRun {
  const verdicts: Verdicts = {
    schemaVersion: VERDICTS_SCHEMA_VERSION,
    run: report.run.id,
    judgedAt: new Date().toISOString(),
    verdicts: [],
  };
  return { report, verdicts, outcome: outcomeOf(report, []), findings: [] };
}

/** @returns The page to open. */
async function writePages(
  site: string,
  { history, bundle }: Pick<KeepOptions, 'history' | 'bundle'>,
): Promise<string> {
  await writeSite(site, await siteDataOf(history), bundle);
  return join(site, 'index.html');
}

async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}
