import { detectFormat, readableFormat, writableFormat } from './formats.ts';
import { toForeignFile } from './foreign-file.ts';
import type { ReadContext, ReadResult } from './format.ts';

export interface ReadOptions extends ReadContext {
  /** Name of the file in messages. */
  source: string;
  /** Name of the format. @default the format that the content looks like */
  from?: string;
}

export interface ConvertOptions extends ReadOptions {
  /** Name of the target format. @default 'perf-report' */
  to?: string;
}

export interface Converted {
  text: string;
  /** One sentence for each thing that was left out. */
  notes: string[];
}

/**
 * Reads a file of another tool as a PerfReport. Values and units stay unchanged; facts that the file lacks are reported
 * as unknown.
 *
 * @throws {PerfKitError} `FORMAT_UNKNOWN` when the format cannot be detected, `FOREIGN_FILE_INVALID` when the file
 *   breaks its format, `BAD_ARGUMENT` when `from` names no format.
 * @throws {ReportError} when a PerfReport breaks its schema.
 */
export function readForeign(text: string, { source, from, ...context }: ReadOptions): ReadResult {
  const file = toForeignFile(text, source);
  const { reader } = from === undefined ? detectFormat(file) : readableFormat(from);
  return reader.read(file, context);
}

/**
 * Converts a file into another format.
 *
 * @throws {PerfKitError} like {@link readForeign}, and `NOTHING_TO_CONVERT` when the target format has no place for
 *   anything in the file.
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
