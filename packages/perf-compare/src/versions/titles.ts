import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { DeclaredInTest } from '@night-pilot/perf-host/bench';

/** Joins the titles of a test's suites and its own: `parser › numbers`. */
export function suiteOf(test: readonly string[]): string {
  return test.join(SUITE_SEPARATOR);
}

/** Joins suite and name of a benchmark, as a person reads it: `parser › numbers › of ten digits`. */
export function titleOf({ test, name }: Pick<DeclaredInTest, 'test' | 'name'>): string {
  return [...test, name].join(SUITE_SEPARATOR);
}
