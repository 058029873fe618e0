import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The fields that are used of a line in the file that `PERF_PROGRESS` names. */
const progressLine = z.object({
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  label: z.string(),
});

export type ProgressLine = z.infer<typeof progressLine>;

/**
 * Reads the newest progress of the current measuring process. Lines of another form, and unfinished
 * ones, are skipped.
 *
 * @returns null when there is no progress yet.
 */
export async function readProgress(path: string): Promise<ProgressLine | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return null;
  }
  for (const line of text.split('\n').reverse()) {
    const parsed = parseLine(line);
    if (parsed !== null) return parsed;
  }
  return null;
}

function parseLine(line: string): ProgressLine | null {
  try {
    return progressLine.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
