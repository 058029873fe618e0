import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { ReportError } from './errors.ts';
import { recompute } from './recompute.ts';
import { decodeUtf8, whyNotStorable, whyNotUtf8 } from './strict-json.ts';
import { type PerfReport, perfReportSchema } from './schema.ts';
import { type Verdicts, verdictsSchema } from './verdicts.ts';
import { writeWhole } from './write-whole.ts';

export interface ReadReportOptions {
  /**
   * Receives one sentence for each corrected metric. A summary that contradicts its samples, or a budget that
   * contradicts its value, is recomputed. @default corrections are not reported
   */
  onNote?: (note: string) => void;
}

/**
 * Reads and validates a PerfReport.
 *
 * @throws {ReportError} when the file is missing, is not JSON, or breaks the schema; the message
 *   names the file, the field, what was expected and what came.
 */
export async function readReport(
  path: string,
  options: ReadReportOptions = {},
): Promise<PerfReport> {
  return corrected(await readValidated(path, perfReportSchema, 'a PerfReport'), options);
}

/**
 * Validates a PerfReport and writes it atomically.
 *
 * @throws {ReportError} when the report breaks the schema or the folder cannot be written.
 */
export function writeReport(path: string, report: PerfReport): Promise<void> {
  return writeValidated(path, report, perfReportSchema, 'a PerfReport');
}

/** Reads and validates a `verdicts.json`. Throws like {@link readReport}. */
export function readVerdicts(path: string): Promise<Verdicts> {
  return readValidated(path, verdictsSchema, 'a verdicts file');
}

/** Validates and writes a `verdicts.json`. Throws like {@link writeReport}. */
export function writeVerdicts(path: string, verdicts: Verdicts): Promise<void> {
  return writeValidated(path, verdicts, verdictsSchema, 'a verdicts file');
}

/**
 * Validates a value that claims to be a PerfReport.
 *
 * @param source Name of the value in messages, such as a path.
 * @throws {ReportError} with code `REPORT_INVALID`.
 */
export function parseReport(
  value: unknown,
  source = 'this value',
  options: ReadReportOptions = {},
): PerfReport {
  return corrected(validate(value, source, perfReportSchema, 'a PerfReport'), options);
}

function corrected(read: PerfReport, { onNote }: ReadReportOptions): PerfReport {
  const { report, notes } = recompute(read);
  for (const note of notes) onNote?.(note);
  return report;
}

/** Reads and validates a JSON file. Throws like {@link readReport}. */
export async function readValidated<T>(
  path: string,
  schema: z.ZodType<T>,
  what: string,
): Promise<T> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw missing
      ? new ReportError('REPORT_NOT_FOUND', `Expected ${what} at ${path}; there is no such file.`, {
          cause,
        })
      : new ReportError(
          'REPORT_UNREADABLE',
          `${path} cannot be read: ${(cause as Error).message}`,
          {
            cause,
          },
        );
  }
  const text = decodeUtf8(bytes);
  if (text === null) {
    throw new ReportError('REPORT_INVALID', `${path} is not ${what}: ${whyNotUtf8(bytes)}.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ReportError(
      'REPORT_INVALID',
      `${path} is not ${what}: it is not valid JSON (${(cause as Error).message}).`,
      { cause },
    );
  }
  return validate(value, path, schema, what);
}

function validate<T>(value: unknown, source: string, schema: z.ZodType<T>, what: string): T {
  const why = whyNotStorable(value);
  if (why !== null) throw new ReportError('REPORT_INVALID', `${source} is not ${what}: ${why}.`);
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.map(String).join('.') || 'the whole value';
  const more = result.error.issues.length - 1;
  throw new ReportError(
    'REPORT_INVALID',
    `${source} is not ${what}: ${field}: ${issue?.message}` +
      (more > 0 ? ` (and ${more} more).` : '.'),
    { cause: result.error },
  );
}

/** Validates a value and writes it atomically as JSON. Throws like {@link writeReport}. */
export async function writeValidated<T>(
  path: string,
  value: T,
  schema: z.ZodType<T>,
  what: string,
): Promise<void> {
  const valid = validate(value, `What was to be written to ${path}`, schema, what);
  await writeWhole(path, JSON.stringify(valid));
}
