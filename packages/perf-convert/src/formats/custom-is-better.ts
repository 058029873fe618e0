import { z } from 'zod';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { MeasuredMetric } from '@night-pilot/perf-report';
import { printableJson } from '@night-pilot/perf-report/text';
import { validateForeign } from '../foreign-file.ts';
import { anything, foreignNumber } from '../foreign-number.ts';
import { type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { instrumentOfKind, kindOfUnit } from '../kind-of-unit.ts';
import { foreignRange, rangeOf } from '../range.ts';
import { assertSome, leftOut, readingsOf } from '../readings.ts';
import { splitTitle, titlesOf, withInstrument, withoutInstrument } from '../titles.ts';

/** The action also accepts numbers as texts. */
const NUMBER = /^\s*[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$/i;

const entriesSchema = z.array(
  z.looseObject({
    name: z.string().min(1),
    unit: z.string().min(1, 'expected a unit, got an empty text'),
    value: foreignNumber,
    range: anything,
    extra: anything,
  }),
);

type Entry = z.infer<typeof entriesSchema>[number];
/** An entry as this writer makes it. */
interface OwnEntry {
  name: string;
  unit: string;
  value: number;
  range?: string;
}

const EXPECTED =
  'an array of { name, unit, value, range?, extra? }, as github-action-benchmark accepts it';

/**
 * github-action-benchmark's format for values where smaller is better. The unit of each entry is kept unchanged, and
 * determines the kind; bytes and counts are `counted`. `range` is kept when it has one number, or is `low–high`; other
 * texts, and `extra`, are left out.
 */
export const customSmallerIsBetter = customIsBetter('customSmallerIsBetter', 'lower');

/** The same for values where bigger is better. Files of both look alike: `--from` chooses one. */
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
        const texts = entries.filter(({ extra }) => isSome(extra)).length;
        const ranges = entries.filter(
          ({ range }) => isSome(range) && foreignRange(range) === null,
        ).length;
        const notes = [
          leftOut(texts, 'text in "extra"', 'texts in "extra"', 'that a report has no place for'),
          leftOut(ranges, '"range"', '"range"s', 'without a single number'),
        ].filter((note) => note !== null);
        return toReport({ metrics, notes }, file, { ...context, expected: EXPECTED });
      },
    },
    writer: (report) => {
      const { readings, notes } = readingsOf(report);
      const title = titlesOf(report);
      const fitting = readings.filter((reading) => reading.better === better);
      assertSome(fitting, name);
      const entries = fitting.map((reading): OwnEntry => {
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
      const other = better === 'lower' ? 'higher' : 'lower';
      const format = better === 'lower' ? 'customBiggerIsBetter' : 'customSmallerIsBetter';
      const numberOf = (direction: string) =>
        readings.filter((reading) => reading.better === direction).length;
      const omissions = [
        leftOut(
          numberOf(other),
          'value where',
          'values where',
          `${other} is better (use --to ${format})`,
        ),
        leftOut(numberOf('neither'), 'value where', 'values where', 'neither direction is better'),
      ].filter((note) => note !== null);
      return {
        text: `${printableJson(entries, 2)}\n`,
        notes: [...notes, ...omissions],
      };
    },
  };
}

function toMetric(
  { name, unit, value, range }: Entry,
  better: MeasuredMetric['better'],
): ForeignMetric {
  const counters = foreignRange(range) ?? {};
  const kind = kindOfUnit(unit);
  const { title, instrument } = withoutInstrument(name, instrumentOfKind(kind));
  const facts = { instrument, kind, unit, better, counters };
  return measured({
    ...splitTitle(title),
    ...facts,
    samples: [typeof value === 'string' && NUMBER.test(value) ? Number(value) : value],
  });
}

function isSome(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The action charts entries by name: it would lose one of two with the same name. */
function assertDistinct(entries: readonly OwnEntry[]): void {
  const names = new Set<string>();
  for (const { name } of entries) {
    if (names.has(name)) throw ambiguousTitle(name);
    names.add(name);
  }
}

/** Returns the error for two metrics with one title, such as one metric of two machines in a format without machines. */
export function ambiguousTitle(title: string): PerfKitError {
  return new PerfKitError(
    'NOTHING_TO_CONVERT',
    `Expected each metric once, got "${title}" twice, for example from two machines. Convert their reports one by one, or use --to csv.`,
  );
}
