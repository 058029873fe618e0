import type { Fork } from '@night-pilot/perf-report';
import { numberOrNull } from './foreign-number.ts';
import { type ForeignMetric, measured, type MeasuredFacts } from './foreign-run.ts';

interface StatisticsFacts extends Omit<MeasuredFacts, 'samples' | 'counters'> {
  /** Statistics by name, as the file has them. Each becomes a metric; undefined: the file has no such statistic. */
  values: Readonly<Record<string, unknown>>;
  /** Further numbers, attached to the first metric. */
  counters?: Fork['counters'];
}

/**
 * Returns one metric per statistic, named after it, for files without samples. It never invents samples that would have
 * these statistics. A statistic that is no number becomes an unavailable metric.
 */
export function statistics({ values, counters, name, ...facts }: StatisticsFacts): ForeignMetric[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([statistic, value], index) =>
      measured({
        ...facts,
        name: `${name} ${statistic}`,
        samples: [value],
        counters: index === 0 ? (counters ?? {}) : {},
      }),
    );
}

/** Returns the fields of an object that are finite numbers, except the named ones. */
export function numbersOf(
  value: Readonly<Record<string, unknown>>,
  ...except: readonly string[]
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, number] =>
        numberOrNull(entry[1]) !== null && !except.includes(entry[0]),
    ),
  );
}
