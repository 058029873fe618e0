import type { z } from 'zod';
import { whyNotStorable } from '@night-pilot/perf-report';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { parseJson } from './parse-json.ts';

/** A file of another tool, as read from disk. */
export interface ForeignFile {
  /** Name of the file in messages. */
  source: string;
  text: string;
  /** The text parsed as JSON; undefined when it is not JSON. */
  value: unknown;
  /** The reason why the text is not JSON. */
  jsonError: SyntaxError | null;
}

/**
 * Parses the text as JSON if possible: some formats are not JSON.
 *
 * @throws {PerfKitError} `FOREIGN_FILE_INVALID` for a key that objects drop, and for more than 500 levels.
 */
export function toForeignFile(text: string, source: string): ForeignFile {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    const value = parseJson(plain);
    assertStorable(value, source);
    return { source, text: plain, value, jsonError: null };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { source, text: plain, value: undefined, jsonError: error };
  }
}

/** @throws {PerfKitError} `FOREIGN_FILE_INVALID` for a key named `__proto__`, and for more than 500 levels. */
export function assertStorable(value: unknown, source: string): void {
  const why = whyNotStorable(value);
  if (why !== null) throw new PerfKitError('FOREIGN_FILE_INVALID', `${source}: ${why}.`);
}

/**
 * Validates the content of a file against the schema of its format.
 *
 * @param expected Description of a valid file, such as `the output of hyperfine --export-json FILE`.
 * @throws {PerfKitError} `FOREIGN_FILE_INVALID`, naming the file, the field, the expectation and the actual value.
 */
export function validateForeign<T>(
  { source, value, jsonError }: ForeignFile,
  schema: z.ZodType<T>,
  expected: string,
): T {
  if (jsonError !== null) throw notJson(source, jsonError, expected);
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const [issue, ...others] = result.error.issues;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw foreignError(
    source,
    `${fieldOf(issue?.path ?? [])}: ${issue?.message}${more}`,
    expected,
    result.error,
  );
}

/** Returns the error for a file that breaks its format. */
export function foreignError(
  source: string,
  what: string,
  expected: string,
  cause?: unknown,
): PerfKitError {
  return new PerfKitError(
    'FOREIGN_FILE_INVALID',
    `${source}: ${what}. Expected ${expected}. Write the file again with that tool, or name another format with --from.`,
    { cause },
  );
}

/** Returns the error for a file that is cut off or not JSON. */
export function notJson(source: string, error: SyntaxError, expected: string): PerfKitError {
  return foreignError(source, whyNotJson(error), expected, error);
}

/** Explains in one line why a text is not JSON; the parser's message may quote line breaks of the file. */
export function whyNotJson({ message }: SyntaxError): string {
  return `not valid JSON, or cut off (${message.replaceAll(/\s+/g, ' ')})`;
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'the whole file';
}
