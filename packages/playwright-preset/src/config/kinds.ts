/**
 * Purpose of a configuration:
 * - `integration`: tests of pages together with their server and its data.
 * - `page`: tests of pages alone.
 * - `performance`: measurements.
 */
export type PresetKind = 'integration' | 'page' | 'performance';

/** Integration tests wait for a server and its data, so they get one retry more. A measurement is never retried. */
const RETRIES = { integration: 3, page: 2, performance: 0 } as const satisfies Record<
  PresetKind,
  number
>;

/** Number of forks of each metric: every repeat of the performance tests starts its own browser. */
const REPEATS = { quick: 3, full: 10 } as const;

export interface KindSettings {
  testMatch: string;
  fullyParallel: boolean;
  /** 'cpus': computed from the CPUs that the process may use. */
  workers: number | 'cpus';
  retries: number;
  repeatEach: number;
  trace: 'on-first-retry' | 'off';
}

/** Returns the settings in which the kinds differ. */
export function kindSettings(kind: PresetKind, quick: boolean): KindSettings {
  const retries = RETRIES[kind];
  if (kind !== 'performance') {
    return {
      testMatch: '**/*.spec.ts',
      fullyParallel: true,
      workers: 'cpus',
      retries,
      repeatEach: 1,
      trace: 'on-first-retry',
    };
  }
  // One test at a time without a trace or retries, because these would be measured too.
  return {
    testMatch: '**/*.perf.ts',
    fullyParallel: false,
    workers: 1,
    retries,
    repeatEach: quick ? REPEATS.quick : REPEATS.full,
    trace: 'off',
  };
}
