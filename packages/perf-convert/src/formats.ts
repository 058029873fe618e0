import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { type ForeignFile, whyNotJson } from './foreign-file.ts';
import type { Format } from './format.ts';
import { autocannon } from './formats/autocannon.ts';
import { bencherReport } from './formats/bencher-report.ts';
import { bmf } from './formats/bmf.ts';
import { csv } from './formats/csv.ts';
import { customBiggerIsBetter, customSmallerIsBetter } from './formats/custom-is-better.ts';
import { githubActionBenchmark } from './formats/github-action-benchmark.ts';
import { googleBenchmark } from './formats/google-benchmark.ts';
import { hyperfine } from './formats/hyperfine.ts';
import { k6 } from './formats/k6.ts';
import { markdown } from './formats/markdown.ts';
import { mitata } from './formats/mitata.ts';
import { perfReport } from './formats/perf-report.ts';
import { playwright } from './formats/playwright.ts';
import { tinybench } from './formats/tinybench.ts';
import { vitest4 } from './formats/vitest-4.ts';
import { vitest } from './formats/vitest.ts';

/** All known formats. */
export const FORMATS: readonly Format[] = [
  perfReport,
  vitest,
  vitest4,
  tinybench,
  mitata,
  hyperfine,
  googleBenchmark,
  k6,
  autocannon,
  playwright,
  customSmallerIsBetter,
  customBiggerIsBetter,
  githubActionBenchmark,
  bmf,
  bencherReport,
  csv,
  markdown,
];

export type ReadableFormat = Format & Required<Pick<Format, 'reader'>>;
export type WritableFormat = Format & Required<Pick<Format, 'writer'>>;

export const readableFormats = FORMATS.filter((format) => isReadable(format));
export const writableFormats = FORMATS.filter((format) => isWritable(format));

/** @throws {PerfKitError} `BAD_ARGUMENT` when no format of this name can be read. */
export function readableFormat(name: string): ReadableFormat {
  return named('--from', name, readableFormats);
}

/** @throws {PerfKitError} `BAD_ARGUMENT` when no format of this name can be written. */
export function writableFormat(name: string): WritableFormat {
  return named('--to', name, writableFormats);
}

/**
 * Detects the format of a file.
 *
 * @throws {PerfKitError} `FORMAT_UNKNOWN` when the file looks like no format, or like several.
 */
export function detectFormat(file: ForeignFile): ReadableFormat {
  const [format, ...others] = readableFormats.filter(({ reader }) => reader.recognises(file));
  if (format !== undefined && others.length === 0) return format;
  const known = `Known formats: ${namesOf(readableFormats)}.`;
  if (format !== undefined) {
    throw new PerfKitError(
      'FORMAT_UNKNOWN',
      `${file.source} may be ${namesOf([format, ...others], 'or')}: choose one with --from. ${known}`,
    );
  }
  const what =
    file.jsonError === null
      ? 'looks like none of the readable formats'
      : `is ${whyNotJson(file.jsonError)}, and not a CSV file of perf-kit`;
  throw new PerfKitError('FORMAT_UNKNOWN', `${file.source} ${what}. ${known}`);
}

function named<T extends Format>(option: string, name: string, formats: readonly T[]): T {
  const format = formats.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (format !== undefined) return format;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `Expected ${option} to be one of ${namesOf(formats, 'or')}, got "${name}".`,
  );
}

function namesOf(formats: readonly Format[], word = 'and'): string {
  const names = formats.map(({ name }) => name);
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

function isReadable(format: Format): format is ReadableFormat {
  return format.reader !== undefined;
}

function isWritable(format: Format): format is WritableFormat {
  return format.writer !== undefined;
}
