import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type PerfReport, parseReport } from '@night-pilot/perf-kit/report';

/** A report as the history keeps it: JSON, compressed, nothing left out. */
export async function packReport(report: PerfReport): Promise<Buffer> {
  return promisify(gzip)(JSON.stringify(report));
}

/** @throws {ReportError} when what was kept is no report that this version reads. */
export async function unpackReport(body: Uint8Array, run: string): Promise<PerfReport> {
  const json = await promisify(gunzip)(body);
  return parseReport(JSON.parse(json.toString()), `The stored report of run ${run}`);
}
