import { z } from 'zod';
import type { MeasuredMetric } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { foreignError, type ForeignFile, validateForeign } from '../foreign-file.ts';
import { anything, foreignNumber } from '../foreign-number.ts';
import { type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { foreignTime } from '../foreign-time.ts';
import { type Format, hasKeys, type ReadResult, type RunsContext } from '../format.ts';
import { instrumentOfKind, kindOfUnit } from '../kind-of-unit.ts';
import { pastCommit } from '../past-commit.ts';
import { foreignRange } from '../range.ts';
import { leftOut } from '../readings.ts';
import { splitTitle, withoutInstrument } from '../titles.ts';

const benchSchema = z.looseObject({
  name: z.string().min(1),
  unit: z.string().nullish(),
  value: foreignNumber,
  range: anything,
});

const runSchema = z.looseObject({
  commit: z.looseObject({ id: anything, timestamp: anything }).nullish(),
  date: anything,
  tool: z.string().nullish(),
  benches: z.array(benchSchema),
});

const dataSchema = z.looseObject({ entries: z.record(z.string(), z.array(runSchema)) });

type DataRun = z.infer<typeof runSchema>;

const EXPECTED =
  "github-action-benchmark's data.js (window.BENCHMARK_DATA = { entries }), or its JSON";

/**
 * The data file of github-action-benchmark: its history. A report has one run, so the newest one of each suite is
 * converted; the earlier ones are left out and counted. `readRuns` reads all. The tool of a run and the units give the direction.
 */
export const githubActionBenchmark: Format = {
  name: 'github-action-benchmark',
  title: 'github-action-benchmark, `data.js`',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'entries') && hasKeys(value, 'lastUpdate'),
    read: (file, context) => {
      const { entries } = validateForeign(file, dataSchema, EXPECTED);
      const newest = Object.entries(entries).flatMap(([suite, runs]) => {
        const run = runs.at(-1);
        return run === undefined ? [] : [{ suite, run }];
      });
      const metrics = newest.flatMap(({ suite, run }) => metricsOf(suite, run));
      const earlier = Object.values(entries).flat().length - newest.length;
      const note = leftOut(earlier, 'earlier run', 'earlier runs', 'because a report has one run');
      const [first] = newest;
      const found = {
        startedAt: first?.run.date,
        metrics,
        notes: note === null ? [] : [note],
      };
      return toReport(found, file, { ...context, expected: EXPECTED });
    },
    readRuns: (file, context) => {
      const { entries } = validateForeign(file, dataSchema, EXPECTED);
      return Object.entries(entries).flatMap(([suite, runs]) =>
        runs.flatMap((run, at) => {
          // The action writes none, but people edit the file.
          if (run.benches.length === 0) return [];
          return [readRun(run, { file, suite, at, context })];
        }),
      );
    },
  },
};

interface PlaceInFile {
  file: ForeignFile;
  suite: string;
  /** 0 is the oldest run of the suite. */
  at: number;
  context: RunsContext;
}

function readRun(run: DataRun, { file, suite, at, context }: PlaceInFile): ReadResult {
  const { branch } = context;
  const { id, timestamp } = run.commit ?? {};
  const startedAt = foreignTime(run.date) ?? foreignTime(timestamp);
  const place = `entries.${suite}.${at}`;
  if (startedAt === null) {
    throw foreignError(
      file.source,
      `${place}: it has neither "date" nor a time of its commit`,
      EXPECTED,
    );
  }
  const commit = pastCommit(id, { branch, authoredAt: foreignTime(timestamp) ?? startedAt });
  const note =
    commit === null ? `${place}: it names no full commit hash, so only its date is known.` : null;
  // The run alone decides its id: the file grows with each further one.
  const alone = { ...file, text: JSON.stringify([suite, branch, run]) };
  const found = { startedAt, metrics: metricsOf(suite, run), notes: note === null ? [] : [note] };
  return toReport(found, alone, { ...context, run: { commit }, expected: EXPECTED });
}

function metricsOf(suite: string, { tool, benches }: DataRun): ForeignMetric[] {
  return benches.map(({ name, unit: given, value, range }) => {
    const unit = given || '1';
    const kind = kindOfUnit(unit);
    const { title, instrument } = withoutInstrument(name, instrumentOfKind(kind));
    const split = splitTitle(title);
    return measured({
      name: split.name,
      suite: [suite, split.suite].filter(Boolean).join(SUITE_SEPARATOR),
      instrument,
      kind,
      unit,
      better: directionOf(tool ?? '', kind),
      samples: [value],
      counters: foreignRange(range) ?? {},
    });
  });
}

function directionOf(tool: string, kind: MeasuredMetric['kind']): MeasuredMetric['better'] {
  if (tool === 'customBiggerIsBetter') return 'higher';
  if (tool === 'customSmallerIsBetter') return 'lower';
  return kind === 'throughput' ? 'higher' : 'lower';
}
