import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { MeasuredMetric, PerfReport, TestOutcome } from '@night-pilot/perf-report';
import { counted } from './count-note.ts';
import { measured } from './foreign-run.ts';

/** A measured metric without its machine, for which foreign formats have no place. */
export type Reading = Omit<MeasuredMetric, 'environment'>;

export interface Readings {
  readings: Reading[];
  /** One sentence for each kind of thing that was not measured. */
  notes: string[];
}

/** Returns the measurements of a report: measured metrics, and the durations of passed tests. */
export function readingsOf({ metrics, tests }: PerfReport): Readings {
  const measuredMetrics = metrics.filter((metric) => metric.state === 'measured');
  const passed = tests.filter(({ outcome }) => outcome === 'passed' || outcome === 'flaky');
  return {
    readings: [...measuredMetrics, ...passed.map(toDuration)],
    notes: [
      leftOut(
        metrics.length - measuredMetrics.length,
        'metric that was',
        'metrics that were',
        'not measured',
      ),
      leftOut(tests.length - passed.length, 'test that', 'tests that', 'did not pass'),
    ].filter((note) => note !== null),
  };
}

/** Returns a sentence about the number of things left out; null for none. */
export function leftOut(
  count: number,
  singular: string,
  plural: string,
  why: string,
): string | null {
  return counted('Left out', count, singular, plural, why);
}

/** @throws {PerfKitError} `NOTHING_TO_CONVERT` when there is no reading. */
export function assertSome(readings: readonly unknown[], format: string): void {
  if (readings.length > 0) return;
  throw new PerfKitError(
    'NOTHING_TO_CONVERT',
    `Expected a measurement that ${format} has a place for, but this file has none. Choose another --to.`,
  );
}

function toDuration({ project, suite, name, variant, durationMs }: TestOutcome): Reading {
  const metric = measured({
    suite,
    name,
    params: variant === null ? {} : { variant },
    instrument: 'browser',
    kind: 'time',
    unit: 'ms',
    better: 'lower',
    samples: [durationMs],
    durationMs,
  });
  return { ...(metric as Reading), project };
}
