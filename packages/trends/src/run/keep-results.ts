import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type PerfReport,
  type Verdicts,
  VERDICTS_SCHEMA_VERSION,
  writeVerdicts,
} from '@night-pilot/perf-report';
import { type CheckedRun, checkRun } from '../check/check-run.ts';
import { outcomeOf } from '../check/outcome.ts';
import { isKnownError, TrendsError } from '../errors.ts';
import { siteDataOf } from '../export/site-data.ts';
import { writeSite } from '../export/write-site.ts';
import { ingest } from '../store/ingest.ts';
import type { Store } from '../store/open-store.ts';
import { linkLatest, type RunFolder, unwritable } from './run-folder.ts';

export interface KeepOptions {
  history: Store;
  /** The folder `reports` of the workspace. */
  reports: string;
  folder: RunFolder;
  /** The built pages. */
  bundle: string;
  /** Renders `summary.md`. */
  renderSummary: (run: CheckedRun) => string;
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
 * Stores a report, judges it, and writes verdicts, summary, the link to the newest run and the
 * pages. A step that fails does not stop the others.
 */
export async function keepResults(report: PerfReport, options: KeepOptions): Promise<KeptRun> {
  const { history, reports, folder, bundle, renderSummary } = options;
  const lateErrors: string[] = [];
  const attempt = async <T>(step: () => Promise<T>): Promise<T | null> => {
    try {
      return await step();
    } catch (error) {
      if (!isKnownError(error)) throw error;
      lateErrors.push((error as Error).message);
      return null;
    }
  };
  const judged = await attempt(() => judge(report, { history, folder }));
  const checked = judged ?? notJudged(report);
  if (judged !== null) await attempt(() => writeVerdicts(folder.verdicts, judged.verdicts));
  await attempt(() => writeText(folder.summary, renderSummary(checked)));
  await attempt(() => linkLatest(reports, report.run.id));
  const site = join(reports, 'site');
  const page = judged && (await attempt(() => writePages(site, { history, bundle })));
  return { ...checked, page, lateErrors };
}

async function judge(
  report: PerfReport,
  { history, folder }: Pick<KeepOptions, 'history' | 'folder'>,
): Promise<CheckedRun> {
  try {
    await ingest(history, report);
    return await checkRun(history, { run: report.run.id });
  } catch (error) {
    if (!(error instanceof TrendsError)) throw error;
    throw new TrendsError(
      error.code,
      `${error.message} The measurements are kept: "perf-trends ingest ${folder.report}" adds them to the history.`,
      { cause: error },
    );
  }
}

/** A run without verdicts, because the history could not store it. */
function notJudged(report: PerfReport): CheckedRun {
  const verdicts: Verdicts = {
    schemaVersion: VERDICTS_SCHEMA_VERSION,
    run: report.run.id,
    judgedAt: new Date().toISOString(),
    verdicts: [],
  };
  return { report, verdicts, outcome: outcomeOf(report, []) };
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
