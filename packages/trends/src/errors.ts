import { ReportError } from '@night-pilot/perf-kit/report';

/**
 * - `STORE_UNSUPPORTED`: a store of a kind that this version cannot open
 * - `STORE_UNAVAILABLE`: the history file or its folder is missing, or may not be read or written
 * - `STORE_LOCKED`: another process held the history for longer than the time-out; nothing was written
 * - `STORE_DAMAGED`: the history is no SQLite database, or its pages are broken
 * - `STORE_FOREIGN`: the file is a database of something else
 * - `STORE_NEWER`: a newer version of this package wrote the history
 * - `STORE_FULL`: no space is left; nothing was written
 * - `RUN_CONFLICT`: another report is already stored under the id of this run
 * - `RUN_NOT_FOUND`: the history holds no such run, or none at all
 * - `SERIES_TWICE`: a report holds two values for one series
 * - `DASHBOARD_MISSING`: the pages have not been built
 * - `OUTPUT_UNWRITABLE`: a file or folder of the results cannot be written
 * - `WORKSPACE_UNREADABLE`: the build system cannot say what there is to measure
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
  | 'SERIES_TWICE'
  | 'DASHBOARD_MISSING'
  | 'OUTPUT_UNWRITABLE'
  | 'WORKSPACE_UNREADABLE'
  | 'NOTHING_TO_MEASURE';

/** Everything that this package throws on purpose. The message is one sentence for a reader. */
export class TrendsError extends Error {
  override readonly name = 'TrendsError';
  readonly code: TrendsErrorCode;

  constructor(code: TrendsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error's message is all that a reader needs: anything else is a bug. */
export function isKnownError(error: unknown): boolean {
  return error instanceof TrendsError || error instanceof ReportError;
}
