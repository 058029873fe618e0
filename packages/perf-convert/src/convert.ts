import { detectFormat, readableFormat, writableFormat } from './formats.ts';
import { toForeignFile } from './foreign-file.ts';
import type { ReadContext, ReadResult } from './format.ts';

export interface ReadOptions extends ReadContext {
  /** What messages call the file. */
  source: string;
  /** @default what the content looks like */
  from?: string;
}

export interface ConvertOptions extends ReadOptions {
  /** @default 'perf-report' */
  to?: string;
}

export interface Converted {
  text: string;
  /** What was left out, one sentence each. */
  notes: string[];
}

/**
 * The PerfReport of a file of another tool. Values and units stay as they are; what the file does not tell is said to be
 * unknown.
 *
 * @throws {PerfKitError} `FORMAT_UNKNOWN` when the format cannot be told, `FOREIGN_FILE_INVALID` when the file is not
 *   what its format promises, `BAD_ARGUMENT` when there is no format of the name in `from`.
 * @throws {ReportError} when a PerfReport breaks its schema.
 */
export function readForeign(text: string, { source, from, ...context }: ReadOptions): ReadResult {
  const file = toForeignFile(text, source);
  const { reader } = from === undefined ? detectFormat(file) : readableFormat(from);
  return reader.read(file, context);
}

/**
 * A file in another format.
 *
 * @throws {PerfKitError} like {@link readForeign}, and `NOTHING_TO_CONVERT` when nothing of the file fits into the format.
 */
export function convert(
  text: string,
  { to = 'perf-report', ...options }: ConvertOptions,
): Converted {
  const { writer } = writableFormat(to);
  const { report, notes } = readForeign(text, options);
  const written = writer(report);
  return { text: written.text, notes: [...notes, ...written.notes] };
}
