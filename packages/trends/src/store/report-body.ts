import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type PerfReport, parseReport } from '@night-pilot/perf-report';

/** Compresses a whole report for the history: JSON with gzip. */
export async function packReport(report: PerfReport): Promise<Buffer> {
  return promisify(gzip)(JSON.stringify(report));
}

/** Reads a stored report. @throws {ReportError} when this version cannot read it. */
export async function unpackReport(body: Uint8Array, run: string): Promise<PerfReport> {
  const json = await promisify(gunzip)(body);
  return parseReport(JSON.parse(json.toString()), `The stored report of run ${run}`);
}
