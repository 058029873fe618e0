import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { MeasuredMetric, PerfReport, TestOutcome } from '@night-pilot/perf-report';
import { measured } from './foreign-run.ts';

/** A measured metric, without the machine: foreign formats have no place for that. */
export type Reading = Omit<MeasuredMetric, 'environment'>;

export interface Readings {
  readings: Reading[];
  /** What was not measured, as sentences. */
  notes: string[];
}

/** What a report measured: its metrics, and the durations of the tests that passed. */
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

/** A sentence about what is left out; null when nothing is. */
export function leftOut(
  count: number,
  singular: string,
  plural: string,
  why: string,
): string | null {
  return count === 0 ? null : `Left out: ${count} ${count === 1 ? singular : plural} ${why}.`;
}

/** @throws {PerfKitError} `NOTHING_TO_CONVERT` when there is no reading. */
export function assertSome(readings: readonly unknown[], format: string): void {
  if (readings.length > 0) return;
  throw new PerfKitError(
    'NOTHING_TO_CONVERT',
    `Expected something measured that ${format} has a place for; there is nothing of the kind in this file. Choose another --to.`,
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
