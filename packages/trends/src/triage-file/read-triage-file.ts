import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeUtf8, whyNotUtf8 } from '@night-pilot/perf-report';
import { TrendsError } from '../errors.ts';
import { parseTriageFile } from './parse-triage-file.ts';
import type { TriageEntry } from './triage-entry.ts';

/** Name of the file at the root of a workspace. */
const TRIAGE_FILE = 'performance.toml';

/**
 * Reads the triage file of a workspace.
 *
 * @returns Its entries, in the order of `parseTriageFile`; empty without a file.
 * @throws {TrendsError} `TRIAGE_FILE_INVALID`.
 */
export async function readTriageFile(workspace: string): Promise<TriageEntry[]> {
  const path = join(workspace, TRIAGE_FILE);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new TrendsError(
      'TRIAGE_FILE_INVALID',
      `${path} cannot be read: ${(cause as Error).message}. Expected a file, or none: check its permissions.`,
      { cause },
    );
  }
  const text = decodeUtf8(bytes);
  if (text !== null) return parseTriageFile(text, path);
  throw new TrendsError('TRIAGE_FILE_INVALID', `${path}: ${whyNotUtf8(bytes)}. Save it as UTF-8.`);
}
