import { printable } from '@night-pilot/perf-report/text';

/**
 * Replaces control characters in all texts of plain data. Names, units and messages of other people must not turn the
 * text around them on a page, nor hide a part of it.
 */
export function printableData<Data>(data: Data): Data {
  return clean(data) as Data;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [printable(key), clean(part)]),
  );
}
