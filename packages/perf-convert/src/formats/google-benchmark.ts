import { validateForeign } from '../foreign-file.ts';
import { numberOrNull, sizeOf } from '../foreign-number.ts';
import { failed, type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { numbersOf, statistics } from '../statistics.ts';
import { googleSchema, isSkipped, namedRows, type Row } from './google-benchmark-rows.ts';
import { TOOK_NO_TIME, tookNoTime } from '../unmeasured.ts';

/** Built-in numbers of a row; the others are counters of the benchmark's author. */
const OWN_NUMBERS = [
  'family_index',
  'per_family_instance_index',
  'repetitions',
  'repetition_index',
  'threads',
  'iterations',
  'real_time',
  'cpu_time',
  'bytes_per_second',
  'items_per_second',
  'cpu_coefficient',
  'real_coefficient',
  'rms',
];

const EXPECTED = 'the output of a Google Benchmark program with --benchmark_format=json';

/**
 * Google Benchmark's JSON. Times are in the `time_unit` of their row (ns, us, ms or s, chosen by the benchmark's author),
 * rates are per second. A repetition is a sample. If a file has repetitions, its aggregates are left out, because they
 * follow from these. The fit of a complexity becomes metrics of its own. Versions before 1.5 name aggregates by the name
 * of their row alone.
 */
export const googleBenchmark: Format = {
  name: 'google-benchmark',
  title: 'Google Benchmark, `--benchmark_format=json`',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'context', 'benchmarks') && !hasKeys(value, 'layout'),
    read: (file, context) => {
      const { context: run, benchmarks } = validateForeign(file, googleSchema, EXPECTED);
      const rows = namedRows(benchmarks);
      const metrics = [...Map.groupBy(rows, ({ run_name }) => run_name).values()]
        .flatMap(oneUnitEach)
        .flatMap(metricsOf);
      const cores = numberOrNull(run.num_cpus);
      const environment =
        Number.isSafeInteger(cores) && cores !== null && cores > 0 ? { cores } : {};
      return toReport({ startedAt: run.date, environment, metrics }, file, {
        ...context,
        expected: EXPECTED,
      });
    },
  },
};

/**
 * Splits the rows of a name by their unit: its author may have registered it twice, in two units, and these times have no
 * common mean. A row without a unit, such as a fit's error, belongs to the first.
 */
function oneUnitEach(rows: Row[]): Row[][] {
  const [first] = rows.flatMap(({ time_unit }) => time_unit ?? []);
  return [...Map.groupBy(rows, ({ time_unit }) => time_unit || first).values()];
}

function metricsOf(rows: Row[]): ForeignMetric[] {
  const name = rows[0]?.run_name ?? '';
  const skipped = rows.find(isSkipped);
  if (skipped) {
    return [failed({ suite: '', name }, skipped.error_message || skipped.skip_message)];
  }
  const repetitions = rows.filter(({ run_type }) => run_type === 'iteration');
  if (repetitions.length > 0 && repetitions.every(({ iterations }) => iterations === 0)) {
    return [failed({ suite: '', name }, 'No iteration was run.')];
  }
  const evidence = repetitions.length > 0 ? repetitions : rows.filter(isLocation);
  if (tookNoTime(evidence.flatMap(({ real_time, cpu_time }) => [real_time ?? 0, cpu_time ?? 0]))) {
    return [failed({ suite: '', name }, TOOK_NO_TIME)];
  }
  const values = repetitions.length > 0 ? measuredOf(name, repetitions) : aggregatedOf(name, rows);
  return [...values, ...rows.flatMap((row) => complexityOf(name, row))];
}

/** Numbers of a row that are values, with their facts. */
const VALUES = [
  { field: 'real_time', kind: 'time', better: 'lower' },
  { field: 'cpu_time', kind: 'time', better: 'lower' },
  { field: 'bytes_per_second', kind: 'throughput', unit: 'bytes/s', better: 'higher' },
  { field: 'items_per_second', kind: 'throughput', unit: 'items/s', better: 'higher' },
] as const;

function measuredOf(name: string, repetitions: readonly Row[]): ForeignMetric[] {
  const [first] = repetitions;
  const sameIterations = repetitions.every(({ iterations }) => iterations === first?.iterations);
  const iterationsPerSample = (sameIterations && sizeOf(first?.iterations)) || 1;
  return VALUES.flatMap(({ field, ...facts }) => {
    const samples = repetitions.map((row) => row[field]).filter((value) => value !== undefined);
    if (samples.length === 0) return [];
    return measured({
      suite: '',
      name: titleOf(name, field),
      unit: timeUnitOf(repetitions),
      ...facts,
      samples,
      iterationsPerSample,
      counters: field === 'real_time' ? countersOf(repetitions) : {},
    });
  });
}

/** Returns counters of the author. They are no metrics, because only the author knows their unit and direction. */
function countersOf(repetitions: readonly Row[]): Record<string, number> {
  return Object.fromEntries(
    repetitions.flatMap((row, index) =>
      Object.entries(numbersOf(row, ...OWN_NUMBERS)).map(([name, value]) => [
        repetitions.length === 1 ? name : `${name} #${index + 1}`,
        value,
      ]),
    ),
  );
}

function isLocation({ aggregate_name }: Row): boolean {
  return /^(mean|median|min|max)$/.test(aggregate_name ?? '');
}

/** Returns metrics of a file with --benchmark_report_aggregates_only. Measures of spread (stddev, cv) become counters. */
function aggregatedOf(name: string, rows: readonly Row[]): ForeignMetric[] {
  return VALUES.flatMap(({ field, ...facts }) => {
    const valuesOf = (which: (row: Row) => boolean) =>
      Object.fromEntries(
        rows
          .filter((row) => which(row) && row[field] !== undefined)
          .map((row) => [row.aggregate_name ?? row.name, row[field]]),
      );
    const rowCounters = field === 'real_time' ? aggregatedCounters(rows) : {};
    return statistics({
      suite: '',
      name: titleOf(name, field),
      unit: timeUnitOf(rows),
      ...facts,
      values: valuesOf(isLocation),
      counters: { ...numbersOf(valuesOf((row) => !isLocation(row))), ...rowCounters },
    });
  });
}

/**
 * Returns the metrics of a fit of the complexity: the coefficients of a `BigO` row, in the unit of its times, and the
 * error of the fit of an `RMS` row.
 */
function complexityOf(name: string, row: Row): ForeignMetric[] {
  const { big_o: bigO, real_coefficient, cpu_coefficient, rms, time_unit } = row;
  const common = { suite: '', better: 'lower' } as const;
  return [
    ...statistics({
      ...common,
      name: `${name} BigO`,
      params: bigO ? { bigO } : {},
      kind: 'time',
      unit: time_unit || 'ns',
      values: { 'real coefficient': real_coefficient, 'cpu coefficient': cpu_coefficient },
    }),
    ...statistics({ ...common, name, kind: 'ratio', unit: '1', values: { RMS: rms } }),
  ];
}

function aggregatedCounters(rows: readonly Row[]): Record<string, number> {
  return Object.fromEntries(
    rows.flatMap((row) =>
      Object.entries(numbersOf(row, ...OWN_NUMBERS)).map(([name, value]) => [
        `${name} ${row.aggregate_name ?? ''}`.trim(),
        value,
      ]),
    ),
  );
}

function titleOf(name: string, field: string): string {
  return `${name} ${field.replaceAll('_', ' ')}`;
}

/** Returns the unit, which all rows of a group share. */
function timeUnitOf(rows: readonly Row[]): string {
  return rows.find(({ time_unit }) => time_unit)?.time_unit ?? 'ns';
}
