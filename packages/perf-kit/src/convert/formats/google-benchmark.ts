import { z } from 'zod';
import { validateForeign } from '../foreign-file.ts';
import { failed, type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { numbersOf, statistics } from '../statistics.ts';

/** What a row says of itself; its other numbers are counters of the benchmark's author. */
const OWN_NUMBERS = [
  ...['family_index', 'per_family_instance_index', 'repetitions', 'repetition_index', 'threads'],
  ...['iterations', 'real_time', 'cpu_time', 'bytes_per_second', 'items_per_second'],
];

const rate = z.number().optional();

const rowSchema = z
  .looseObject({
    name: z.string().min(1),
    run_name: z.string().min(1),
    run_type: z.enum(['iteration', 'aggregate']),
    aggregate_name: z.string().optional(),
    aggregate_unit: z.string().optional(),
    iterations: z.number().int().nonnegative().optional(),
    real_time: z.number().optional(),
    cpu_time: z.number().optional(),
    time_unit: z.enum(['ns', 'us', 'ms', 's']).optional(),
    ...{ bytes_per_second: rate, items_per_second: rate },
    error_occurred: z.boolean().optional(),
    error_message: z.string().optional(),
    skipped: z.boolean().optional(),
    skip_message: z.string().optional(),
  })
  .superRefine((row, context) => {
    if (row.run_type === 'aggregate' || isSkipped(row)) return;
    for (const field of ['real_time', 'cpu_time', 'time_unit', 'iterations'] as const) {
      if (row[field] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [field], message: 'expected it, got nothing' });
    }
  });

type Row = z.infer<typeof rowSchema>;

const googleSchema = z.looseObject({
  context: z.looseObject({
    date: z.string().optional(),
    num_cpus: z.number().int().positive().optional(),
  }),
  benchmarks: z.array(rowSchema),
});

const EXPECTED = 'what a Google Benchmark program writes with --benchmark_format=json';

/**
 * Google Benchmark's JSON: times in the `time_unit` of their row (ns, us, ms or s, chosen by the benchmark's author), rates
 * per second. A repetition is a sample. Of runs that kept their repetitions the aggregates are left out: they follow.
 */
export const googleBenchmark: Format = {
  name: 'google-benchmark',
  title: 'Google Benchmark, `--benchmark_format=json`',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'context', 'benchmarks') && !hasKeys(value, 'layout'),
    read: (file, context) => {
      const { context: told, benchmarks } = validateForeign(file, googleSchema, EXPECTED);
      const metrics = [...Map.groupBy(benchmarks, ({ run_name }) => run_name).values()].flatMap(
        metricsOf,
      );
      const environment = told.num_cpus === undefined ? {} : { cores: told.num_cpus };
      return toReport({ startedAt: told.date, environment, metrics }, file, {
        ...context,
        expected: EXPECTED,
      });
    },
  },
};

function isSkipped({ error_occurred, skipped }: Pick<Row, 'error_occurred' | 'skipped'>): boolean {
  return error_occurred === true || skipped === true;
}

function metricsOf(rows: Row[]): ForeignMetric[] {
  const name = rows[0]?.run_name ?? '';
  const skipped = rows.find(isSkipped);
  if (skipped) {
    return [failed({ suite: '', name }, skipped.error_message ?? skipped.skip_message ?? '')];
  }
  const repetitions = rows.filter(({ run_type }) => run_type === 'iteration');
  return repetitions.length > 0 ? measuredOf(name, repetitions) : aggregatedOf(name, rows);
}

function measuredOf(name: string, repetitions: readonly Row[]): ForeignMetric[] {
  const [first] = repetitions;
  const unit = first?.time_unit ?? 'ns';
  const sameIterations = repetitions.every(({ iterations }) => iterations === first?.iterations);
  const common = { suite: '', iterationsPerSample: (sameIterations && first?.iterations) || 1 };
  const samplesOf = (field: keyof Row) =>
    repetitions.map((row) => row[field]).filter((value) => typeof value === 'number');
  const metric = (field: keyof Row, facts: Pick<ForeignMeasured, 'kind' | 'unit' | 'better'>) => {
    const samples = samplesOf(field);
    const title = `${name} ${String(field).replaceAll('_', ' ')}`;
    const counters = field === 'real_time' ? countersOf(repetitions) : {};
    return samples.length === 0
      ? []
      : [measured({ ...common, ...facts, name: title, samples, counters })];
  };
  return [
    ...metric('real_time', { kind: 'time', unit, better: 'lower' }),
    ...metric('cpu_time', { kind: 'time', unit, better: 'lower' }),
    ...metric('bytes_per_second', { kind: 'throughput', unit: 'bytes/s', better: 'higher' }),
    ...metric('items_per_second', { kind: 'throughput', unit: 'items/s', better: 'higher' }),
  ];
}

type ForeignMeasured = Parameters<typeof measured>[0];

/** Which direction of a counter is better, and its unit, only its author knows: they are kept as facts. */
function countersOf(repetitions: readonly Row[]): Record<string, number> {
  const all = repetitions.map((row) => numbersOf(row, ...OWN_NUMBERS));
  return Object.fromEntries(
    all.flatMap((counters, index) =>
      Object.entries(counters).map(([name, value]) => [
        all.length === 1 ? name : `${name} #${index + 1}`,
        value,
      ]),
    ),
  );
}

/** With --benchmark_report_aggregates_only nothing else is told. What is no time (cv, BigO, RMS) is kept as a fact. */
function aggregatedOf(name: string, rows: readonly Row[]): ForeignMetric[] {
  const isTime = ({ aggregate_name }: Row) => /^(mean|median|min|max)$/.test(aggregate_name ?? '');
  const unit = rows.find(({ time_unit }) => time_unit !== undefined)?.time_unit ?? 'ns';
  const valuesOf = (field: 'real_time' | 'cpu_time', which: (row: Row) => boolean) =>
    Object.fromEntries(
      rows.filter(which).flatMap((row) => {
        const value = row[field];
        return value === undefined ? [] : [[row.aggregate_name ?? row.name, value] as const];
      }),
    );
  return (['real_time', 'cpu_time'] as const).flatMap((field) =>
    statistics({
      ...{ suite: '', name: `${name} ${field.replace('_', ' ')}` },
      ...{ kind: 'time', unit, better: 'lower' },
      ...{ values: valuesOf(field, isTime), counters: valuesOf(field, (row) => !isTime(row)) },
    }),
  );
}
