import type { Instrument, PerfReport, Run } from '@night-pilot/perf-report';
import type { ForeignFile } from './foreign-file.ts';

export interface ReadContext {
  /** Project of the metrics; a PerfReport names its own. */
  project: string;
  /** Time at which the file was written: the start of the run, unless the file has one. */
  writtenAt: Date;
  /** Known facts of the run, which override those of the file. @default none */
  run?: Partial<Pick<Run, 'id' | 'startedAt' | 'commit'>> | undefined;
  /** Instrument of all metrics. @default chosen by each format */
  instrument?: Instrument | undefined;
  /**
   * Leaves the time at which a file was written out of the run's id, so that a copy of a file without a time of its own is the
   * same run. @default false
   */
  isCopySameRun?: boolean;
}

/** How all runs of a file are read. */
export interface RunsContext extends ReadContext {
  /** Branch of the commits of a file that names none; null: unknown. */
  branch: string | null;
}

export interface ReadResult {
  report: PerfReport;
  /** One sentence for each content of the file that a report has no place for. */
  notes: string[];
}

export interface Reader {
  /** Whether a file looks like this format. A quick test that distinguishes formats, not a validation. */
  recognises: (file: ForeignFile) => boolean;
  /** @throws {PerfKitError} `FOREIGN_FILE_INVALID` when the file breaks the format. */
  read: (file: ForeignFile, context: ReadContext) => ReadResult;
  /**
   * Reads all runs of a file, which is a history, in its order.
   *
   * @throws {PerfKitError} `FOREIGN_FILE_INVALID` when the file breaks the format.
   */
  readRuns?: (file: ForeignFile, context: RunsContext) => ReadResult[];
}

export interface Written {
  text: string;
  /** One sentence for each content of the report that the format has no place for. */
  notes: string[];
}

/** @throws {PerfKitError} `NOTHING_TO_CONVERT` when the format has no place for anything in the report. */
export type Writer = (report: PerfReport) => Written;

/** A file format that can be read, written, or both. */
export interface Format {
  /** Name for `--from` and `--to`. */
  name: string;
  /** The tool that writes or accepts such a file. */
  title: string;
  reader?: Reader;
  writer?: Writer;
}

/** Whether a value is an object, not an array, with these keys. */
export function hasKeys<Key extends string>(
  value: unknown,
  ...keys: Key[]
): value is Record<Key, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    keys.every((key) => Object.hasOwn(value, key))
  );
}
