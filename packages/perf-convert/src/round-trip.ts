import { parseReport, type PerfReport } from '@night-pilot/perf-report';
import { readForeign, type ReadOptions } from './convert.ts';
import { readableFormats, type WritableFormat, writableFormats } from './formats.ts';
import { boundsOf } from './range.ts';
import { type Reading, readingsOf } from './readings.ts';

/** Formats that can be both written and read again. */
export const roundTripFormats = writableFormats.filter((format) =>
  readableFormats.some(({ name }) => name === format.name),
);

/**
 * Writes a report in a format, reads the result, and writes it again.
 *
 * @returns one sentence for each value that was lost or changed; null when the format has no place for anything in the
 *   report.
 */
export function lossesOf(
  report: PerfReport,
  { name, writer }: WritableFormat,
  context: Pick<ReadOptions, 'project' | 'writtenAt'>,
): string[] | null {
  const before = valuesIn(report, name);
  if (before.length === 0) return null;
  // Validated, so that its fields have the same order as those of a reader.
  const { text } = writer(parseReport(report));
  const { report: again } = readForeign(text, { ...context, source: name, from: name });
  const after = valuesIn(again, name);
  const missing = before.filter((value) => !after.includes(value));
  const added = after.filter((value) => !before.includes(value));
  return [
    ...missing.map((value) => `lost: ${value}`),
    ...added.map((value) => `added: ${value}`),
    ...(after.length === before.length ? [] : [`${before.length} values became ${after.length}`]),
    ...(writer(again).text === text ? [] : ['the second text differs from the first']),
  ];
}

/** Returns the values of a report that a format must keep, as texts. */
function valuesIn(report: PerfReport, format: string): string[] {
  if (format === 'perf-report') return [canonical(report)];
  const { readings } = readingsOf(report);
  if (format === 'csv') {
    const unmeasured = report.metrics.filter(({ state }) => state !== 'measured');
    return [...readings, ...unmeasured].map((metric) =>
      canonical({ ...metric, environment: null }),
    );
  }
  const direction = { customSmallerIsBetter: 'lower', customBiggerIsBetter: 'higher' }[format];
  return readings
    .filter(({ better }) => direction === undefined || better === direction)
    .map(valueOf);
}

function valueOf(reading: Reading): string {
  const { unit, better, instrument, summary } = reading;
  const { lower, upper } = boundsOf(reading);
  return canonical({ value: summary.mean, lower, upper, unit, better, instrument });
}

/** Returns JSON with sorted fields: their order is no part of a value. */
function canonical(value: object): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
