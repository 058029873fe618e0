import type { z } from 'zod';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/** A file of another tool, as it was read. */
export interface ForeignFile {
  /** What messages call it. */
  source: string;
  text: string;
  /** What the text is as JSON; undefined where it is none. */
  value: unknown;
  /** Why it is no JSON. */
  jsonError: SyntaxError | null;
}

/** Parses what can be parsed: a file may be in a format that is not JSON. */
export function toForeignFile(text: string, source: string): ForeignFile {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return { source, text: plain, value: JSON.parse(plain), jsonError: null };
  } catch (error) {
    const jsonError = mistaken(plain) ?? (error as SyntaxError);
    return { source, text: plain, value: undefined, jsonError };
  }
}

/** What people write in place of JSON, named with what to do; null when it is something else. */
function mistaken(text: string): SyntaxError | null {
  const lines = text.trim().split(/\r?\n/);
  if (lines.length > 1 && lines.every(isJson)) {
    return new SyntaxError(`${lines.length} JSON documents, one a line: convert them one by one`);
  }
  return /^\s*\{\s*[A-Za-z_$][\w$]*\s*:/.test(text)
    ? new SyntaxError('what console.log shows of an object: write JSON.stringify of it instead')
    : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The content of a file in the shape that a format asks for.
 *
 * @param expected What writes such a file, such as `what hyperfine --export-json writes`.
 * @throws {PerfKitError} `FOREIGN_FILE_INVALID`, naming file and field, what was expected and what came.
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

/** A file that is not what its format promises. */
export function foreignError(
  source: string,
  what: string,
  expected: string,
  cause?: unknown,
): PerfKitError {
  return new PerfKitError(
    'FOREIGN_FILE_INVALID',
    `${source}: ${what}. Expected ${expected}. Write it again with that tool, or name another format with --from.`,
    { cause },
  );
}

/** What is said of a file that ends too early or never was JSON. */
export function notJson(source: string, error: SyntaxError, expected: string): PerfKitError {
  return foreignError(source, whyNotJson(error), expected, error);
}

/** On one line: the parser's message may quote line breaks of the file. */
export function whyNotJson({ message }: SyntaxError): string {
  return `no valid JSON, or cut off (${message.replaceAll(/\s+/g, ' ')})`;
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'the whole file';
}
