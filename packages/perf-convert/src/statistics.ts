import type { Fork } from '@night-pilot/perf-report';
import { type ForeignMetric, measured, type MeasuredFacts } from './foreign-run.ts';

interface StatisticsFacts extends Omit<MeasuredFacts, 'samples' | 'counters'> {
  /** The statistics that are values of what was measured, each a metric of its own, under the name to give it. */
  values: Readonly<Record<string, number | null | undefined>>;
  /** Further numbers, kept beside the first of them. */
  counters?: Fork['counters'];
}

/**
 * The metrics of a file that tells statistics and no samples: one for each, named after it. No samples are made up that
 * would give these statistics.
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

/** The numbers of an object but for those that are told elsewhere. */
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
