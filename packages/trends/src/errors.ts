import { ReportError } from '@night-pilot/perf-report';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/**
 * - `STORE_UNSUPPORTED`: this version cannot open this kind of store
 * - `STORE_UNAVAILABLE`: the history file or its folder is missing, its server cannot be reached, or there is no permission to read or write it
 * - `STORE_LOCKED`: another process locked the history for longer than the time-out; nothing was written
 * - `STORE_DAMAGED`: the history is not a SQLite database, or its pages are damaged
 * - `STORE_FOREIGN`: the file is a database with other tables
 * - `STORE_NEWER`: a newer version of this package wrote the history
 * - `STORE_FULL`: no space is left; nothing was written
 * - `RUN_CONFLICT`: another report is already stored under the id of this run
 * - `RUN_NOT_FOUND`: the history holds no such run, or none at all
 * - `FINDING_NOT_FOUND`: the history holds no such finding
 * - `OPTIONS_WRONG`: options of a command contradict each other, or one is missing
 * - `TRIAGE_FILE_INVALID`: `performance.toml` cannot be read, or breaks its format
 * - `IMPORT_UNREADABLE`: a file of another tool is missing, or cannot be read as text
 * - `SERIES_TWICE`: a report holds two values for one series
 * - `DASHBOARD_MISSING`: the pages have not been built
 * - `OUTPUT_UNWRITABLE`: a file or folder of the results cannot be written
 * - `WORKSPACE_UNREADABLE`: the build system cannot list the measuring targets
 * - `NOTHING_TO_MEASURE`: no project has a measuring target
 */
export type TrendsErrorCode =
  | 'STORE_UNSUPPORTED'
  | 'STORE_UNAVAILABLE'
  | 'STORE_LOCKED'
  | 'STORE_DAMAGED'
  | 'STORE_FOREIGN'
  | 'STORE_NEWER'
  | 'STORE_FULL'
  | 'RUN_CONFLICT'
  | 'RUN_NOT_FOUND'
  | 'FINDING_NOT_FOUND'
  | 'OPTIONS_WRONG'
  | 'TRIAGE_FILE_INVALID'
  | 'IMPORT_UNREADABLE'
  | 'SERIES_TWICE'
  | 'DASHBOARD_MISSING'
  | 'OUTPUT_UNWRITABLE'
  | 'WORKSPACE_UNREADABLE'
  | 'NOTHING_TO_MEASURE';

/** An expected failure of this package. The message is one sentence for a reader. */
export class TrendsError extends Error {
  override readonly name = 'TrendsError';
  readonly code: TrendsErrorCode;

  constructor(code: TrendsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is an expected failure, whose message is enough for a reader. Any other is a bug. */
export function isKnownError(error: unknown): boolean {
  return (
    error instanceof TrendsError || error instanceof ReportError || error instanceof PerfKitError
  );
}
