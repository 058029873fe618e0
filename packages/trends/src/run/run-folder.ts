import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isOwnerGone,
  ownOwner,
  removeUnfinished,
  unfinishedPath,
} from '@night-pilot/perf-report/process';
import { TrendsError } from '../errors.ts';

/** Paths of the files of one run. */
export interface RunFolder {
  path: string;
  /** Folder of the reports of the measuring processes. */
  parts: string;
  /** Their output. */
  log: string;
  /** Their progress, one JSON object a line. */
  progress: string;
  report: string;
  verdicts: string;
  summary: string;
}

/**
 * Creates the folder of a run, and removes those that killed runs left without a report.
 *
 * @throws {TrendsError} `OUTPUT_UNWRITABLE`.
 */
export async function createRunFolder(reports: string, run: string): Promise<RunFolder> {
  const path = join(reports, run);
  const parts = join(path, 'parts');
  try {
    await removeLeftRuns(reports);
    await mkdir(parts, { recursive: true });
    await writeFile(join(path, `${RUNNING}${ownOwner()}`), '');
  } catch (cause) {
    throw unwritable(path, cause);
  }
  return {
    path,
    parts,
    log: join(path, 'log.txt'),
    progress: join(path, 'progress.jsonl'),
    report: join(path, 'report.json'),
    verdicts: join(path, 'verdicts.json'),
    summary: join(path, 'summary.md'),
  };
}

/** Beginning of the name of the file that says which process is working in the folder of a run. */
const RUNNING = '.running.';

/** Says that nothing more will be written to the folder of a run. */
export async function finishRunFolder({ path }: RunFolder): Promise<void> {
  await rm(join(path, `${RUNNING}${ownOwner()}`), { force: true }).catch(() => undefined);
}

/** A run that was killed after its report was written stays: its measurements are complete. */
async function removeLeftRuns(reports: string): Promise<void> {
  for (const run of await readdir(reports).catch(() => [])) {
    const path = join(reports, run);
    const names = await readdir(path).catch(() => []);
    const mark = names.find((name) => name.startsWith(RUNNING));
    if (mark === undefined || !isOwnerGone(mark.slice(RUNNING.length))) continue;
    const isComplete = existsSync(join(path, 'report.json'));
    await rm(isComplete ? join(path, mark) : path, { recursive: true, force: true });
  }
}

/** Lists the reports that the measuring processes have written so far. */
export async function listParts({ parts }: RunFolder): Promise<string[]> {
  const names = await readdir(parts, { recursive: true });
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(parts, name))
    .sort();
}

/**
 * Does a step of a run. When the step fails before anything was measured, or `signal` ended it,
 * the folder of the run is removed.
 */
export async function removeWhenUnmeasured<T>(
  folder: RunFolder,
  signal: AbortSignal | undefined,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const parts = await listParts(folder).catch(() => []);
    if (signal?.aborted === true || parts.length === 0) {
      await rm(folder.path, { recursive: true, force: true });
    }
    throw error;
  }
}

/**
 * Points `reports/latest` at a run. The switch is atomic: the link leads to the old run or to the new one.
 *
 * @throws {TrendsError} `OUTPUT_UNWRITABLE`.
 */
export async function linkLatest(reports: string, run: string): Promise<void> {
  const link = join(reports, 'latest');
  const unfinished = unfinishedPath(link);
  const isWindows = process.platform === 'win32';
  try {
    await removeUnfinished(link);
    // Windows: a junction needs no privilege, but an absolute target, and cannot be replaced.
    await symlink(isWindows ? join(reports, run) : run, unfinished, 'junction');
    if (isWindows) await rm(link, { force: true, recursive: false });
    await rename(unfinished, link);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw unwritable(link, cause);
  }
}

/** The error for a path that cannot be written. */
export function unwritable(path: string, cause: unknown): TrendsError {
  return new TrendsError(
    'OUTPUT_UNWRITABLE',
    `${path} cannot be written: ${(cause as Error).message}; check your permissions, that no file or folder of another kind has this name, and the free space.`,
    { cause },
  );
}
