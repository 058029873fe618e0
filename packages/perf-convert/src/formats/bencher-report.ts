import { z } from 'zod';
import { foreignError, type ForeignFile, validateForeign } from '../foreign-file.ts';
import { anything, foreignNumber } from '../foreign-number.ts';
import { foreignTime } from '../foreign-time.ts';
import { type ForeignMetric, toReport } from '../foreign-run.ts';
import { type Format, hasKeys, type ReadContext, type ReadResult } from '../format.ts';
import { kindOfUnit } from '../kind-of-unit.ts';
import { pastCommit } from '../past-commit.ts';
import { leftOut } from '../readings.ts';
import { bencherMetric, type Facts, factsOfMeasure } from './bmf.ts';

const named = z.looseObject({ name: z.string().min(1) });
const version = z.looseObject({ hash: anything }).nullish();

const measureSchema = z.looseObject({
  measure: named.extend({ slug: z.string().nullish(), units: z.string().nullish() }),
  metric: z.looseObject({ value: foreignNumber, lower_value: anything, upper_value: anything }),
});

const reportSchema = z.looseObject({
  // Older servers have the version beside the name.
  branch: named.extend({ head: z.looseObject({ version }).nullish(), version }),
  testbed: named,
  start_time: z.string(),
  end_time: anything,
  results: z.array(
    z.array(z.looseObject({ benchmark: named, measures: z.array(measureSchema) })),
    'expected all results, got their number: ask Bencher for the report with expand',
  ),
});

type BencherReport = z.infer<typeof reportSchema>;
type Measure = z.infer<typeof measureSchema>;

const EXPECTED =
  "a report of Bencher's API ({ branch, testbed, start_time, results }), or an array of them";

/**
 * Reports of Bencher's API: `bencher report view`, or an array of them. They know commit, branch and time. A report has one
 * run, so the newest of an array is converted. Values of several iterations are samples of one metric.
 */
export const bencherReport: Format = {
  name: 'bencher-report',
  title: "Bencher's API, `bencher report view`",
  reader: {
    recognises: ({ value }) => isReport(value) || (Array.isArray(value) && isReport(value[0])),
    read: (file, context) => {
      const reports = reportsOf(file);
      const [first, ...others] = reports.toSorted((a, b) => startOf(b).localeCompare(startOf(a)));
      if (first === undefined) throw foreignError(file.source, 'it has no report', EXPECTED);
      const { report, notes } = readReport(first, file, context);
      const note = leftOut(
        others.length,
        'earlier run',
        'earlier runs',
        'because a report has one run',
      );
      return { report, notes: note === null ? notes : [...notes, note] };
    },
    readRuns: (file, context) =>
      // The API lists the newest one first.
      reportsOf(file)
        .toSorted((a, b) => startOf(a).localeCompare(startOf(b)))
        .map((report) => {
          const alone = { ...file, text: JSON.stringify(report) };
          return readReport(report, alone, context);
        }),
  },
};

function isReport(value: unknown): boolean {
  return hasKeys(value, 'testbed', 'branch', 'results');
}

function reportsOf(file: ForeignFile): BencherReport[] {
  return Array.isArray(file.value)
    ? validateForeign(file, z.array(reportSchema), EXPECTED)
    : [validateForeign(file, reportSchema, EXPECTED)];
}

function startOf({ start_time }: BencherReport): string {
  return foreignTime(start_time) ?? '';
}

function readReport(report: BencherReport, file: ForeignFile, context: ReadContext): ReadResult {
  const { branch, testbed, start_time, end_time } = report;
  const startedAt = foreignTime(start_time);
  if (startedAt === null) {
    throw foreignError(
      file.source,
      `start_time: ${JSON.stringify(start_time)} is no time`,
      EXPECTED,
    );
  }
  const end = foreignTime(end_time);
  const hash = branch.head?.version?.hash ?? branch.version?.hash;
  const commit = pastCommit(hash, { branch: branch.name, authoredAt: startedAt });
  return toReport(
    {
      startedAt,
      durationMs: end === null ? 0 : Date.parse(end) - Date.parse(startedAt),
      // Values of different machines are no one series.
      environment: { cpuModel: testbed.name },
      metrics: metricsOf(report),
    },
    file,
    { ...context, run: { commit, ...context.run }, expected: EXPECTED },
  );
}

function metricsOf({ results }: BencherReport): ForeignMetric[] {
  const all = results
    .flat()
    .flatMap(({ benchmark, measures }) =>
      measures.map((one) => ({ ...one, title: benchmark.name })),
    );
  const groups = Map.groupBy(all, ({ title, measure }) => JSON.stringify([title, measure.name]));
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const { title, measure, metric } = first;
    const range = { lower: metric.lower_value, upper: metric.upper_value };
    return [
      bencherMetric(title, factsOf(measure), {
        samples: group.map((one) => one.metric.value),
        ...(others.length === 0 && range),
      }),
    ];
  });
}

/** Bencher shortens names to slugs: only the name of a measure may be one that `bmf` has written. */
function factsOf({ name, slug, units }: Measure['measure']) {
  const byName = factsOfMeasure(name);
  return byName.params.measure === undefined
    ? byName
    : factsOfMeasure(slug ?? name, factsOfUnit(units ?? ''));
}

/** Bencher's units read `seconds (s)`; those of a measure without any, `Measure (units)`. */
function factsOfUnit(units: string): Facts | undefined {
  const [, unit] = /\(([^()]+)\)$/.exec(units) ?? [];
  if (unit === undefined || unit === 'units') return undefined;
  const kind = kindOfUnit(unit);
  return {
    kind,
    unit,
    better: kind === 'throughput' ? 'higher' : 'lower',
    // Bytes and counts of an unknown measure may come from a running program.
    instrument: 'wall',
  };
}
