import { z } from 'zod';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { MeasuredMetric } from '@night-pilot/perf-report';
import { validateForeign } from '../foreign-file.ts';
import { type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { instrumentOfKind, kindOfUnit } from '../kind-of-unit.ts';
import { rangeCounters, rangeOf } from '../range.ts';
import { assertSome, leftOut, readingsOf } from '../readings.ts';
import { splitTitle, titlesOf, withInstrument, withoutInstrument } from '../titles.ts';

/** The action takes numbers written as texts too. */
const valueSchema = z.union(
  [
    z.number(),
    z
      .string()
      .regex(/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i)
      .transform(Number),
  ],
  { error: ({ input }) => `expected a number, got ${JSON.stringify(input) ?? 'nothing'}` },
);

const entriesSchema = z.array(
  z.looseObject({
    name: z.string().min(1),
    unit: z.string().min(1, 'expected a unit, got an empty text'),
    value: valueSchema,
    range: z.union([z.string(), z.number().transform(String)]).optional(),
    extra: z.string().optional(),
  }),
);

type Entry = z.infer<typeof entriesSchema>[number];

const EXPECTED =
  'an array of { name, unit, value, range?, extra? }, as github-action-benchmark takes it';

/**
 * github-action-benchmark's format for values of which a smaller one is better. The unit is a text of each entry and is
 * kept as it is: it tells the kind, and with it that bytes and counts are `counted`. `range` is kept when it holds one number or `low–high`; other texts, and `extra`, are left out.
 */
export const customSmallerIsBetter = customIsBetter('customSmallerIsBetter', 'lower');

/** The same for values of which a bigger one is better. The files of both look alike: `--from` says which it is. */
export const customBiggerIsBetter = customIsBetter('customBiggerIsBetter', 'higher');

function customIsBetter(name: string, better: MeasuredMetric['better']): Format {
  return {
    name,
    title: `github-action-benchmark, ${better === 'lower' ? 'smaller' : 'bigger'} is better`,
    reader: {
      recognises: ({ value }) => Array.isArray(value) && hasKeys(value[0], 'name', 'value', 'unit'),
      read: (file, context) => {
        const entries = validateForeign(file, entriesSchema, EXPECTED);
        const metrics = entries.map((entry) => toMetric(entry, better));
        const texts = entries.filter(({ extra }) => extra !== undefined).length;
        const ranges = entries.filter(
          ({ range }) => range !== undefined && rangeCounters(range) === null,
        ).length;
        const notes = [
          leftOut(texts, 'text in "extra"', 'texts in "extra"', 'which a report has no place for'),
          leftOut(ranges, '"range"', '"range"s', 'in which there is no single number'),
        ].filter((note) => note !== null);
        return toReport({ metrics, notes }, file, { ...context, expected: EXPECTED });
      },
    },
    writer: (report) => {
      const { readings, notes } = readingsOf(report);
      const title = titlesOf(report);
      const fitting = readings.filter((reading) => reading.better === better);
      assertSome(fitting, name);
      const entries = fitting.map((reading): Entry => {
        const range = rangeOf(reading);
        return {
          name: withInstrument(
            title(reading),
            reading.instrument,
            instrumentOfKind(kindOfUnit(reading.unit)),
          ),
          unit: reading.unit,
          value: reading.summary.mean,
          ...(range !== null && { range }),
        };
      });
      assertDistinct(entries);
      const why = `${better === 'lower' ? 'higher' : 'lower'} is better: --to ${better === 'lower' ? 'customBiggerIsBetter' : 'customSmallerIsBetter'} takes them`;
      const others = leftOut(
        readings.length - fitting.length,
        'value of which',
        'values of which',
        why,
      );
      return {
        text: `${JSON.stringify(entries, null, 2)}\n`,
        notes: others === null ? notes : [...notes, others],
      };
    },
  };
}

function toMetric(
  { name, unit, value, range }: Entry,
  better: MeasuredMetric['better'],
): ForeignMetric {
  const counters = range === undefined ? {} : (rangeCounters(range) ?? {});
  const kind = kindOfUnit(unit);
  const { title, instrument } = withoutInstrument(name, instrumentOfKind(kind));
  const facts = { instrument, kind, unit, better, counters };
  return measured({ ...splitTitle(title), ...facts, samples: [value] });
}

/** The action charts entries by their names: of two alike, one would be lost. */
function assertDistinct(entries: readonly Entry[]): void {
  const names = new Set<string>();
  for (const { name } of entries) {
    if (names.has(name)) throw ambiguousTitle(name);
    names.add(name);
  }
}

/** A report may hold one metric of several machines, which a format without machines cannot tell apart. */
export function ambiguousTitle(title: string): PerfKitError {
  return new PerfKitError(
    'NOTHING_TO_CONVERT',
    `Expected each metric once, got "${title}" twice, such as from two machines: convert their reports one by one, or --to csv.`,
  );
}
