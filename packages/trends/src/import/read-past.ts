import { readFile, stat } from 'node:fs/promises';
import {
  parseRunFacts,
  readForeignRuns,
  type ReadRunsOptions,
  type TypedRunFacts,
} from '@night-pilot/perf-convert';
import { decodeUtf8, type PerfReport, whyNotUtf8 } from '@night-pilot/perf-report';
import { TrendsError } from '../errors.ts';

/** Size of the longest text that Node can hold, less a little. */
const LONGEST_BYTES = 511 * 2 ** 20;

/** How a file of another tool is read. */
export interface PastOptions extends Pick<ReadRunsOptions, 'project' | 'from'> {
  /** Branch of commits whose file names none. */
  branch: string;
  /** Facts of a file with one run. */
  typed?: TypedRunFacts;
  /** A folder of the repository that may know a typed commit. */
  folder: string;
}

/** The past of a file. */
export interface Past {
  /** One report for each run. */
  reports: PerfReport[];
  /** One sentence for each thing that a report has no place for. */
  notes: string[];
}

/**
 * Reads what another tool has measured.
 *
 * @throws {TrendsError} `IMPORT_UNREADABLE`.
 * @throws {PerfKitError} when the file breaks its format, with file and place, or when a typed fact is wrong.
 */
export async function readPast(
  path: string,
  { typed = {}, folder, branch, ...options }: PastOptions,
): Promise<Past> {
  const { bytes, writtenAt } = await readBytes(path);
  const text = decodeUtf8(bytes);
  if (text === null) throw unreadable(path, `${whyNotUtf8(bytes)}; save it as UTF-8`);
  const known = parseRunFacts(typed, { folder, writtenAt });
  const run = { ...known, ...(known.commit && { commit: { ...known.commit, branch } }) };
  const runs = readForeignRuns(text, { ...options, branch, run, source: path, writtenAt });
  return {
    reports: runs.map(({ report }) => report),
    notes: runs.flatMap(({ notes }) => notes),
  };
}

async function readBytes(path: string): Promise<{ bytes: Uint8Array; writtenAt: Date }> {
  try {
    const { mtime, size } = await stat(path);
    if (size <= LONGEST_BYTES) return { bytes: await readFile(path), writtenAt: mtime };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw unreadable(path, code === 'ENOENT' ? 'there is no such file' : message, cause);
  }
  throw unreadable(path, `it has more than ${LONGEST_BYTES / 2 ** 20} MiB; split it`);
}

function unreadable(path: string, why: string, cause?: unknown): TrendsError {
  return new TrendsError(
    'IMPORT_UNREADABLE',
    `Expected the results of another tool at ${path}: ${why}.`,
    { cause },
  );
}
