import type { Instrument, PerfReport, Run } from '@night-pilot/perf-report';
import type { ForeignFile } from './foreign-file.ts';

export interface ReadContext {
  /** Whose metrics they are; a PerfReport says it itself. */
  project: string;
  /** When the file was written: stands for the start of its run where the file does not tell it. */
  writtenAt: Date;
  /** What is known of the run and outranks what the file tells. @default nothing */
  run?: Partial<Pick<Run, 'id' | 'startedAt' | 'commit'>> | undefined;
  /** By which all metrics were measured. @default told by the format, see each */
  instrument?: Instrument | undefined;
}

export interface ReadResult {
  report: PerfReport;
  /** What the file holds and a report has no place for, one sentence each. */
  notes: string[];
}

export interface Reader {
  /** Whether a file looks like this format: a glance that tells formats apart, not a check. */
  recognises: (file: ForeignFile) => boolean;
  /** @throws {PerfKitError} `FOREIGN_FILE_INVALID` when the file is not what it looks like. */
  read: (file: ForeignFile, context: ReadContext) => ReadResult;
}

export interface Written {
  text: string;
  /** What the report holds and the format has no place for, one sentence each. */
  notes: string[];
}

/** @throws {PerfKitError} `NOTHING_TO_CONVERT` when nothing of the report fits into the format. */
export type Writer = (report: PerfReport) => Written;

/** A file format: what it reads, what it writes, or both. */
export interface Format {
  /** As `--from` and `--to` take it. */
  name: string;
  /** What writes or takes such a file. */
  title: string;
  reader?: Reader;
  writer?: Writer;
}

/** Whether a value is an object with these keys, and no array. */
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
