import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type PerfReport, parseReport } from '@night-pilot/perf-report';
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
  const what = `the report of run ${run}`;
  const json = await promisify(gunzip)(body).catch((cause: unknown) => {
    throw damagedValue(`${what} cannot be unpacked`, cause);
  });
  return parseReport(storedJson(json.toString(), what), `The stored report of run ${run}`);
}
