import { z } from 'zod';
import {
  type Metric,
  measuredMetricSchema,
  failedMetricSchema,
  unavailableMetricSchema,
} from '@night-pilot/perf-report';
import { plainCell, safeCell } from '../csv-cell.ts';
import { csvLine, parseCsv } from '../csv-text.ts';
import {
  assertStorable,
  foreignError,
  type ForeignFile,
  notJson,
  validateForeign,
} from '../foreign-file.ts';
import { type ForeignMetric, toReport } from '../foreign-run.ts';
import type { Format } from '../format.ts';
import { assertSome, readingsOf, type Reading } from '../readings.ts';

const COLUMNS = [
  'project',
  'suite',
  'name',
  'params',
  'instrument',
  'state',
  'kind',
  'unit',
  'better',
  'mean',
  'low',
  'high',
  'level',
  'min',
  'p50',
  'p95',
  'p99',
  'origin',
  'peer',
  'budget',
  'forks',
  'message',
  'code',
  'resolution',
] as const;

/** Columns that files of earlier versions lack. */
const OPTIONAL: readonly string[] = ['resolution'];

const HEADER = csvLine(COLUMNS);

const EXPECTED = `the columns of perf-kit convert --to csv (${HEADER})`;

/**
 * One row for each metric, in its own unit, and for the duration of each passed test. Params, forks with their samples,
 * peer and budget are JSON in their cells, so that nothing of a metric is lost. The run, its machines, attachments and
 * tests that did not pass are left out.
 */
export const csv: Format = {
  name: 'csv',
  title: 'CSV of perf-kit, one row per metric',
  reader: {
    recognises: ({ text }) => text.startsWith(COLUMNS.slice(0, 3).join(',')),
    read: (file, context) => {
      const metrics = rowsOf(file).map((row) => toMetric(file, row));
      return toReport({ metrics }, file, { ...context, expected: EXPECTED });
    },
  },
  writer: (report) => {
    const { readings, notes } = readingsOf({ ...report, metrics: [] });
    const metrics: (Metric | Reading)[] = [...report.metrics, ...readings];
    assertSome(metrics, 'csv');
    const lines = metrics.map((metric) => {
      const cells = cellsOf(metric);
      return csvLine(COLUMNS.map((column) => safeCell(cells[column] ?? '')));
    });
    return { text: `${[HEADER, ...lines].join('\n')}\n`, notes };
  },
};

interface NamedRow {
  line: number;
  cells: Record<string, string>;
}

function rowsOf({ source, text }: ForeignFile): NamedRow[] {
  const { rows, isCutOff } = parseCsv(text);
  const [header = [], ...others] = rows.map(({ cells }) => cells);
  const missing = COLUMNS.filter(
    (column) => !header.includes(column) && !OPTIONAL.includes(column),
  );
  if (missing.length > 0) {
    throw foreignError(source, `line 1: the column "${missing[0]}" is missing`, EXPECTED);
  }
  const last = rows.at(-1)?.line ?? 1;
  if (isCutOff) throw foreignError(source, `line ${last}: cut off within quotes`, EXPECTED);
  return others.map((cells, index) => {
    const line = rows[index + 1]?.line ?? 0;
    if (cells.length !== header.length) {
      const what = `line ${line}: ${cells.length} cells under ${header.length} columns`;
      throw foreignError(source, what, EXPECTED);
    }
    return {
      line,
      cells: Object.fromEntries(header.map((name, at) => [name, plainCell(cells[at] ?? '')])),
    };
  });
}

const anyMetricSchema = z.discriminatedUnion('state', [
  measuredMetricSchema.omit({ environment: true }).partial({ project: true }),
  failedMetricSchema.omit({ environment: true }).partial({ project: true }),
  unavailableMetricSchema.omit({ environment: true }).partial({ project: true }),
]);

function toMetric({ source }: ForeignFile, { line, cells }: NamedRow): ForeignMetric {
  const at = `${source}, line ${line}`;
  const cell = (column: (typeof COLUMNS)[number]) => cells[column] ?? '';
  const json = (column: (typeof COLUMNS)[number]) => parseCell(cell(column), `${at}, ${column}`);
  const number = (column: (typeof COLUMNS)[number]) =>
    cell(column).trim() === '' ? undefined : Number(cell(column));
  const [low, high, level] = [number('low'), number('high'), number('level')];
  const identity = {
    ...(cell('project') !== '' && { project: cell('project') }),
    suite: cell('suite'),
    name: cell('name'),
    params: json('params') ?? {},
    instrument: cell('instrument'),
    state: cell('state'),
  };
  const value =
    {
      measured: {
        ...identity,
        origin: cell('origin'),
        kind: cell('kind'),
        unit: cell('unit'),
        better: cell('better'),
        forks: json('forks'),
        ...(cell('resolution') !== '' && { resolution: number('resolution') }),
        summary: {
          mean: number('mean'),
          interval: low === undefined ? null : { low, high, level },
          min: number('min'),
          p50: number('p50'),
          p95: number('p95'),
          p99: number('p99'),
        },
        ...(cell('peer') !== '' && { peer: json('peer') }),
        ...(cell('budget') !== '' && { budget: json('budget') }),
      },
      failed: { ...identity, error: { code: cell('code') || null, message: cell('message') } },
      unavailable: { ...identity, reason: cell('message') },
    }[cell('state')] ?? identity;
  const row = { source: at, text: '', value, jsonError: null };
  return validateForeign(row, anyMetricSchema, EXPECTED);
}

function parseCell(text: string, source: string): unknown {
  if (text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notJson(source, error as SyntaxError, EXPECTED);
  }
  assertStorable(value, source);
  return value;
}

function cellsOf(metric: Metric | Reading): Partial<Record<(typeof COLUMNS)[number], string>> {
  const { project, suite, name, params, instrument, state } = metric;
  const identity = {
    project,
    suite,
    name,
    instrument,
    state,
    params: Object.keys(params).length === 0 ? '' : JSON.stringify(params),
  };
  if (metric.state === 'failed') {
    const { code, message } = metric.error;
    return { ...identity, message, code: code ?? '' };
  }
  if (metric.state === 'unavailable') return { ...identity, message: metric.reason };
  const { origin, kind, unit, better, resolution, summary, peer, budget, forks } = metric;
  const { interval } = summary;
  return {
    ...identity,
    origin,
    kind,
    unit,
    better,
    ...(resolution !== undefined && { resolution: String(resolution) }),
    mean: String(summary.mean),
    min: String(summary.min),
    p50: String(summary.p50),
    p95: String(summary.p95),
    p99: String(summary.p99),
    ...(interval !== null && {
      low: String(interval.low),
      high: String(interval.high),
      level: String(interval.level),
    }),
    peer: peer === undefined ? '' : JSON.stringify(peer),
    budget: budget === undefined ? '' : JSON.stringify(budget),
    forks: JSON.stringify(forks),
  };
}
