import { promisify } from 'node:util';
import { constants, gunzip, zstdCompress, zstdDecompress } from 'node:zlib';
import {
  parseReport,
  type PerfReport,
  perfReportSchema,
  type TestOutcome,
} from '@night-pilot/perf-report';
import { z } from 'zod';
import { damagedValue, storedJson } from './stored-json.ts';

/** The checksum tells a damaged report. A higher level takes more time, and hardly less space. */
const COMPRESSION = {
  params: {
    [constants.ZSTD_c_compressionLevel]: 1,
    [constants.ZSTD_c_checksumFlag]: 1,
  },
};

/** First bytes of what zstd compressed. Earlier versions compressed with gzip. */
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Compresses the JSON of a whole report for the history, with zstd. */
export async function packReport(json: string): Promise<Buffer> {
  return promisify(zstdCompress)(json, COMPRESSION);
}

/** Key of the body of a report without raw samples: it holds the report, whose summaries no sample can confirm any more. */
const THINNED = 'withoutRawSamples';

/** Compresses a report whose raw samples were taken out. */
export async function packThinned(report: PerfReport): Promise<Buffer> {
  return packReport(JSON.stringify({ [THINNED]: report }));
}

/** A report as the history stores it. */
export interface StoredReport {
  report: PerfReport;
  /** Whether its raw samples were taken out. */
  isThinned: boolean;
}

/**
 * Reads a stored report.
 *
 * @throws {TrendsError} `STORE_DAMAGED` when it cannot be unpacked.
 * @throws {ReportError} when this version cannot read it.
 */
export async function unpackReport(body: Uint8Array, run: string): Promise<StoredReport> {
  const source = `The stored report of run ${run}`;
  const { value, isThinned } = await unpackJson(body, run);
  if (!isThinned) return { report: parseReport(value, source), isThinned };
  const found = perfReportSchema.safeParse(value);
  if (found.success) return { report: found.data, isThinned };
  throw damagedValue(`the report of run ${run} breaks the format`, found.error);
}

/**
 * Reads the tests of a stored report, without the cost of validating its samples.
 *
 * @throws {TrendsError} `STORE_DAMAGED` when they cannot be read.
 */
export async function unpackTests(body: Uint8Array, run: string): Promise<TestOutcome[]> {
  const found = testsSchema.safeParse((await unpackJson(body, run)).value);
  if (found.success) return found.data.tests;
  throw damagedValue(`the tests of run ${run} break the format`, found.error);
}

const testsSchema = z.object({ tests: perfReportSchema.shape.tests });

async function unpackJson(
  body: Uint8Array,
  run: string,
): Promise<{ value: unknown; isThinned: boolean }> {
  const what = `the report of run ${run}`;
  const isZstd = ZSTD.equals(body.subarray(0, ZSTD.length));
  const unpack = isZstd ? promisify(zstdDecompress) : promisify(gunzip);
  const json = await unpack(body).catch((cause: unknown) => {
    throw damagedValue(`${what} cannot be unpacked`, cause);
  });
  const value = storedJson(json.toString(), what);
  const isThinned = typeof value === 'object' && value !== null && Object.hasOwn(value, THINNED);
  return isThinned
    ? { value: (value as Record<string, unknown>)[THINNED], isThinned }
    : { value, isThinned };
}
