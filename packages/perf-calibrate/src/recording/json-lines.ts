import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { ReportError } from '@night-pilot/perf-report';

export interface JsonLines<Value> {
  values: Value[];
  /** Number of invalid lines: a process that is killed while writing leaves half a line. */
  leftOut: number;
}

/**
 * Reads a file with one value per line. A missing file has no values.
 *
 * @throws {ReportError} `REPORT_UNREADABLE`.
 */
export async function readJsonLines<Value>(
  path: string,
  schema: z.ZodType<Value>,
): Promise<JsonLines<Value>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { values: [], leftOut: 0 };
    const message = `${path} cannot be read: ${(cause as Error).message}`;
    throw new ReportError('REPORT_UNREADABLE', message, { cause });
  }
  const lines = text.split('\n').filter((line) => line !== '');
  const values = lines.flatMap((line) => {
    const parsed = schema.safeParse(valueOf(line));
    return parsed.success ? [parsed.data] : [];
  });
  return { values, leftOut: lines.length - values.length };
}

/**
 * Appends values to such a file, on a new line even if the file ends with half a line.
 *
 * @throws {ReportError} `REPORT_UNWRITABLE`.
 */
export async function appendJsonLines(path: string, values: readonly unknown[]): Promise<void> {
  const lines = values.map((value) => `${JSON.stringify(value)}\n`).join('');
  try {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, (await endsCutOff(path)) ? `\n${lines}` : lines);
  } catch (cause) {
    throw new ReportError(
      'REPORT_UNWRITABLE',
      `${path} cannot be written: ${(cause as Error).message}. Check the folder's permissions and free space.`,
      { cause },
    );
  }
}

function valueOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

async function endsCutOff(path: string): Promise<boolean> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString() !== '\n';
  } finally {
    await file.close();
  }
}
