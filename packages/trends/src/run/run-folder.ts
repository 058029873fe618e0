import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { TrendsError } from '../errors.ts';

/** Where a run keeps its files. */
export interface RunFolder {
  path: string;
  /** Where measuring processes leave their reports. */
  parts: string;
  /** All that they printed. */
  log: string;
  /** Where they say how far they are. */
  progress: string;
  report: string;
  verdicts: string;
  summary: string;
}

/**
 * Makes the folder of a run.
 *
 * @throws {TrendsError} `OUTPUT_UNWRITABLE`.
 */
export async function createRunFolder(reports: string, run: string): Promise<RunFolder> {
  const path = join(reports, run);
  const parts = join(path, 'parts');
  try {
    await mkdir(parts, { recursive: true });
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

/** The reports that measuring processes left so far. */
export async function listParts({ parts }: RunFolder): Promise<string[]> {
  const names = await readdir(parts, { recursive: true });
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(parts, name))
    .sort();
}

/** Removes the folder of a run that was not finished. */
export async function removeRunFolder({ path }: RunFolder): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/**
 * Points `reports/latest` at a run, in one step: the link leads to the old run or to the new one.
 *
 * @throws {TrendsError} `OUTPUT_UNWRITABLE`.
 */
export async function linkLatest(reports: string, run: string): Promise<void> {
  const link = join(reports, 'latest');
  const unfinished = join(reports, `.latest.${randomBytes(6).toString('hex')}`);
  const isWindows = process.platform === 'win32';
  try {
    // A junction needs no privilege, but its target has to be absolute, and it cannot be replaced.
    await symlink(isWindows ? join(reports, run) : run, unfinished, 'junction');
    if (isWindows) await rm(link, { force: true, recursive: false });
    await rename(unfinished, link);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw unwritable(link, cause);
  }
}

/** What cannot be written, and what to do about it. */
export function unwritable(path: string, cause: unknown): TrendsError {
  return new TrendsError(
    'OUTPUT_UNWRITABLE',
    `${path} cannot be written: ${(cause as Error).message}; check that you may write there, that nothing of another kind has its name, and that space is left.`,
    { cause },
  );
}
