/**
 * What a configuration is for:
 * - `integration`: pages together with their server and its data.
 * - `page`: pages alone.
 * - `performance`: measurements.
 */
export type PresetKind = 'integration' | 'page' | 'performance';

/** An integration test has a server and its data to wait for; a measurement is never tried again. */
const RETRIES = { integration: 3, page: 2, performance: 0 } as const satisfies Record<
  PresetKind,
  number
>;

/** Forks of each metric: every repeat of the performance tests starts a browser of its own. */
const REPEATS = { quick: 5, full: 10 } as const;

export interface KindSettings {
  testMatch: string;
  fullyParallel: boolean;
  /** 'cpus': from the CPUs that the process may use. */
  workers: number | 'cpus';
  retries: number;
  repeatEach: number;
  trace: 'on-first-retry' | 'off';
}

/** The settings in which the kinds differ. */
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
  // One at a time, seen by nobody: a second browser, a trace or a second try would be measured too.
  return {
    testMatch: '**/*.perf.ts',
    fullyParallel: false,
    workers: 1,
    retries,
    repeatEach: quick ? REPEATS.quick : REPEATS.full,
    trace: 'off',
  };
}
