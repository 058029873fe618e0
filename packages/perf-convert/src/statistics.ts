import type { Fork } from '@night-pilot/perf-report';
import { type ForeignMetric, measured, type MeasuredFacts } from './foreign-run.ts';

interface StatisticsFacts extends Omit<MeasuredFacts, 'samples' | 'counters'> {
  /** Statistics by name. Each becomes a metric. */
  values: Readonly<Record<string, number | null | undefined>>;
  /** Further numbers, attached to the first metric. */
  counters?: Fork['counters'];
}

/**
 * Returns one metric per statistic, named after it, for files without samples. It never invents samples that would have
 * these statistics.
 */
export function statistics({ values, counters, name, ...facts }: StatisticsFacts): ForeignMetric[] {
  return Object.entries(values)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    .map(([statistic, value], index) =>
      measured({
        ...facts,
        name: `${name} ${statistic}`,
        samples: [value],
        counters: index === 0 ? (counters ?? {}) : {},
      }),
    );
}

/** Returns the numeric fields of an object, except the named ones. */
export function numbersOf(
  value: Readonly<Record<string, unknown>>,
  ...except: readonly string[]
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, number] =>
        typeof entry[1] === 'number' && !except.includes(entry[0]),
    ),
  );
}
