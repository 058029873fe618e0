import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { detectFormat, readableFormat, writableFormat } from './formats.ts';
import { toForeignFile } from './foreign-file.ts';
import type { ReadContext, ReadResult, RunsContext } from './format.ts';

export interface ReadOptions extends ReadContext {
  /** Name of the file in messages. */
  source: string;
  /** Name of the format. @default the format that the content looks like */
  from?: string;
}

export interface ReadRunsOptions extends Omit<RunsContext, 'isCopySameRun'> {
  /** Name of the file in messages. */
  source: string;
  /** Name of the format. @default the format that the content looks like */
  from?: string | undefined;
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
 * Reads all runs of a file of another tool, each as a PerfReport of its own. The id of a run depends on its content alone, so
 * that a copy of a file holds the same runs.
 *
 * @returns One result for each run; one run unless the format is a history.
 * @throws {PerfKitError} like {@link readForeign}, and `BAD_ARGUMENT` for facts of one run beside a history.
 */
export function readForeignRuns(
  text: string,
  { source, from, ...given }: ReadRunsOptions,
): ReadResult[] {
  const file = toForeignFile(text, source);
  const { reader, title } = from === undefined ? detectFormat(file) : readableFormat(from);
  const context = { ...given, isCopySameRun: true };
  if (reader.readRuns === undefined) return [reader.read(file, context)];
  if (Object.keys(context.run ?? {}).length > 0) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `${source} (${title}) says when and at which commit each of its runs was measured: leave out --commit and --date.`,
    );
  }
  return reader.readRuns(file, context);
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
