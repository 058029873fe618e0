import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** One line of the file that `PERF_PROGRESS` names, as far as it is read. */
const progressLine = z.object({
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  label: z.string(),
});

export type ProgressLine = z.infer<typeof progressLine>;

/**
 * The newest thing that the current measuring process said about its progress. Lines of another
 * form, and one that is still being written, are passed over.
 *
 * @returns null when it said nothing yet.
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
