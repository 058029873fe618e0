import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  parseReport,
  type PerfReport,
  perfReportSchema,
  type TestOutcome,
} from '@night-pilot/perf-report';
import { z } from 'zod';
import { damagedValue, storedJson } from './stored-json.ts';

/** Compresses a whole report for the history: JSON with gzip. */
export async function packReport(report: PerfReport): Promise<Buffer> {
  return promisify(gzip)(JSON.stringify(report));
}

/**
 * Reads a stored report.
 *
 * @throws {TrendsError} `STORE_DAMAGED` when it cannot be unpacked.
 * @throws {ReportError} when this version cannot read it.
 */
export async function unpackReport(body: Uint8Array, run: string): Promise<PerfReport> {
  return parseReport(await unpackJson(body, run), `The stored report of run ${run}`);
}

/**
 * Reads the tests of a stored report, without the cost of validating its samples.
 *
 * @throws {TrendsError} `STORE_DAMAGED` when they cannot be read.
 */
export async function unpackTests(body: Uint8Array, run: string): Promise<TestOutcome[]> {
  const found = testsSchema.safeParse(await unpackJson(body, run));
  if (found.success) return found.data.tests;
  throw damagedValue(`the tests of run ${run} break the format`, found.error);
}

const testsSchema = z.object({ tests: perfReportSchema.shape.tests });

async function unpackJson(body: Uint8Array, run: string): Promise<unknown> {
  const what = `the report of run ${run}`;
  const json = await promisify(gunzip)(body).catch((cause: unknown) => {
    throw damagedValue(`${what} cannot be unpacked`, cause);
  });
  return storedJson(json.toString(), what);
}
