import { z } from 'zod';
import type { MeasuredMetric } from '@night-pilot/perf-report';
import { printableJson } from '@night-pilot/perf-report/text';
import { validateForeign } from '../foreign-file.ts';
import { anything, foreignNumber, numberOrNull } from '../foreign-number.ts';
import { type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { boundCounters, boundsOf } from '../range.ts';
import { assertSome, readingsOf, type Reading } from '../readings.ts';
import { splitTitle, titlesOf } from '../titles.ts';
import { ambiguousTitle } from './custom-is-better.ts';

const valuesSchema = z.looseObject({
  value: foreignNumber,
  lower_value: anything,
  upper_value: anything,
});

const bmfSchema = z.record(z.string().min(1), z.record(z.string().min(1), valuesSchema));

/** Values as this writer makes them. */
interface OwnValues {
  value: number;
  lower_value?: number;
  upper_value?: number;
}
export type Facts = Pick<MeasuredMetric, 'kind' | 'unit' | 'better' | 'instrument'>;

/** Measures that Bencher's adapters of Iai, Callgrind and Gungraun count. */
const COUNTED = [
  'instructions',
  'l1-accesses',
  'l2-accesses',
  'ram-accesses',
  'l1-hits',
  'l2-hits',
  'ram-hits',
  'total-accesses',
  'total-read-write',
  'estimated-cycles',
];

/** Built-in measures of Bencher, in the units of its documentation. */
const KNOWN: ReadonlyMap<string, Facts> = new Map<string, Facts>([
  ['latency', { kind: 'time', unit: 'ns', better: 'lower', instrument: 'wall' }],
  ['throughput', { kind: 'throughput', unit: 'ops/s', better: 'higher', instrument: 'wall' }],
  ['build-time', { kind: 'time', unit: 's', better: 'lower', instrument: 'wall' }],
  ['file-size', { kind: 'size', unit: 'bytes', better: 'lower', instrument: 'counted' }],
  ...COUNTED.map((name): [string, Facts] => [
    name,
    { kind: 'count', unit: '1', better: 'lower', instrument: 'counted' },
  ]),
]);
/** Facts of an unknown measure. It may be a time, so it does not count as exact. */
const UNKNOWN: Facts = { kind: 'count', unit: '1', better: 'lower', instrument: 'wall' };

const KINDS = 'time|throughput|memory|size|ratio|count';
/** Names of the measures that this writer makes: `time (ms)`, `instructions count (1)`, `ratio (x, higher is better)`. */
const OWN = new RegExp(
  `^(?:(instructions|allocated|browser|counted) )?(${KINDS}) \\((.+?)(?:, (lower|higher|neither) is better)?\\)$`,
);

const EXPECTED =
  'Bencher Metric Format: { benchmark: { measure: { value, lower_value?, upper_value? } } }';

/**
 * Bencher Metric Format. Its values have no units: each measure implies one. Bencher documents `latency` in ns,
 * `throughput` in ops/s, `build-time` in s and `file-size` in bytes; the unit of any other measure is unknown. The reader
 * keeps the name of the measure as the param `measure`. The writer uses `latency` or `throughput` for values in their
 * units, and otherwise a measure with kind and unit in its name.
 */
export const bmf: Format = {
  name: 'bmf',
  title: 'Bencher Metric Format',
  reader: {
    recognises: ({ value }) => {
      const [benchmark] = hasKeys(value) ? Object.values(value) : [];
      const [measure] = hasKeys(benchmark) ? Object.values(benchmark) : [];
      return hasKeys(measure, 'value');
    },
    read: (file, context) => {
      const benchmarks = validateForeign(file, bmfSchema, EXPECTED);
      const metrics = Object.entries(benchmarks).flatMap(([title, measures]) =>
        Object.entries(measures).map(([measure, { value, lower_value, upper_value }]) =>
          bencherMetric(title, factsOfMeasure(measure), {
            samples: [value],
            lower: lower_value,
            upper: upper_value,
          }),
        ),
      );
      return toReport({ metrics }, file, { ...context, expected: EXPECTED });
    },
  },
  writer: (report) => {
    const { readings, notes } = readingsOf(report);
    assertSome(readings, 'bmf');
    const titleOf = titlesOf(report);
    const benchmarks = new Map<string, Map<string, OwnValues>>();
    for (const reading of readings) {
      const { measure: _, ...others } = reading.params;
      const params = measureOfParams(reading) === null ? reading.params : others;
      const title = titleOf({ ...reading, params });
      const measures = benchmarks.get(title) ?? new Map<string, OwnValues>();
      const measure = measureOf(reading);
      if (measures.has(measure)) throw ambiguousTitle(`${title}, ${measure}`);
      benchmarks.set(title, measures.set(measure, toValues(reading)));
    }
    const entries = [...benchmarks].map(([title, measures]) => [
      title,
      Object.fromEntries(measures),
    ]);
    return { text: `${printableJson(Object.fromEntries(entries), 2)}\n`, notes };
  },
};

/** Kind, unit and direction of a measure of Bencher, and its name as a parameter. */
interface MeasureFacts extends Facts {
  params: { measure?: string };
}

/** Values of one measure of a benchmark, and the ends of their range. */
interface MeasureValues {
  samples: readonly unknown[];
  lower?: unknown;
  upper?: unknown;
}

/** Returns the metric of a measure of Bencher. */
export function bencherMetric(
  title: string,
  facts: MeasureFacts,
  { samples, lower, upper }: MeasureValues,
): ForeignMetric {
  const counters = boundCounters({
    lower: numberOrNull(lower) ?? undefined,
    upper: numberOrNull(upper) ?? undefined,
  });
  return measured({ ...splitTitle(title), ...facts, samples, counters });
}

/**
 * Returns what is known about a measure: from its name when this writer made it, else from Bencher's documentation.
 *
 * @param unknown Facts of any other measure. @default a number without a unit
 */
export function factsOfMeasure(measure: string, unknown: Facts = UNKNOWN): MeasureFacts {
  const own = parseOwn(measure);
  if (own !== null) return { ...own, params: {} };
  return { ...(KNOWN.get(measure) ?? unknown), params: { measure } };
}

function measureOf(reading: Reading): string {
  const measure = measureOfParams(reading);
  if (measure !== null) return measure;
  const { instrument, kind, unit, better } = reading;
  const known = ['latency', 'throughput'].find((measure) => isOf(reading, KNOWN.get(measure)));
  if (known !== undefined) return known;
  const tool = instrument === 'wall' ? '' : `${instrument} `;
  const direction = better === usualDirection(kind) ? '' : `, ${better} is better`;
  return `${tool}${kind} (${unit}${direction})`;
}

/** Returns the measure that a reading came from; null when its param `measure` is something else. */
function measureOfParams(reading: Reading): string | null {
  const { measure } = reading.params;
  if (typeof measure !== 'string' || measure === '' || OWN.test(measure)) return null;
  return isOf(reading, KNOWN.get(measure) ?? UNKNOWN) ? measure : null;
}

function isOf({ instrument, kind, unit, better }: Reading, facts: Facts | undefined): boolean {
  return (
    facts?.instrument === instrument &&
    facts.kind === kind &&
    facts.unit === unit &&
    facts.better === better
  );
}

function parseOwn(measure: string): Facts | null {
  const [, instrument, kind, unit, better] = OWN.exec(measure) ?? [];
  if (kind === undefined || unit === undefined) return null;
  return {
    instrument: (instrument ?? 'wall') as Reading['instrument'],
    kind: kind as Facts['kind'],
    unit,
    better: (better as Facts['better'] | undefined) ?? usualDirection(kind as Facts['kind']),
  };
}

function usualDirection(kind: Facts['kind']): Facts['better'] {
  return kind === 'throughput' ? 'higher' : 'lower';
}

function toValues(reading: Reading): OwnValues {
  const { lower, upper } = boundsOf(reading);
  return {
    value: reading.summary.mean,
    ...(lower !== undefined && { lower_value: lower }),
    ...(upper !== undefined && { upper_value: upper }),
  };
}
