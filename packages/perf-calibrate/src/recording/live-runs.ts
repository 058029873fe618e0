import { z } from 'zod';
import { measureInTurns } from '@night-pilot/perf-compare/compare';
import type { PairedTest } from '@night-pilot/perf-compare/versions';
import type { WallRules } from '@night-pilot/perf-compare/judge';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { appendJsonLines } from './json-lines.ts';
import { type MachineLoad, machineLoadSchema } from '../machine/machine-load.ts';
import { programFailed } from './timed-programs.ts';

const count = z.number().int().nonnegative();

/** Result of a comparison of all programs with themselves: a line of the record of live runs. */
export const liveRunSchema = z.strictObject({
  at: z.iso.datetime().describe('time of its end'),
  load: machineLoadSchema,
  durationMs: z.number().nonnegative(),
  budgetMs: z.number().nonnegative().describe('measuring time of each benchmark'),
  minEffect: z.number().positive(),
  pairs: count.describe('counted pairs of all benchmarks'),
  setAside: count,
  verdicts: z.strictObject({
    regression: count,
    improvement: count,
    unchanged: count,
    undecided: count,
  }),
  alarms: z.array(z.string()).describe('benchmarks called changed'),
});

export type LiveRun = z.infer<typeof liveRunSchema>;

export interface LiveRunOptions {
  /** Path of the record. Each run is added at its end. */
  path: string;
  load: MachineLoad;
  rules: WallRules;
  /** Measuring time of each benchmark, in ms. */
  budgetMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((label: string) => void) | undefined;
}

/**
 * Compares programs with themselves as `perf-kit compare` compares two versions: real forks, judged as they come.
 *
 * @throws {PerfKitError} `CALIBRATION_FAILED` when a program does not run; the reason of `signal` when it is aborted.
 */
export async function liveRun(
  tests: readonly PairedTest[],
  options: LiveRunOptions,
): Promise<LiveRun> {
  const { path, load, rules, budgetMs, onProgress } = options;
  const startedAt = performance.now();
  const results = await measureInTurns(tests, {
    ...options,
    onProgress: (undecided, total) => onProgress?.(`${total - undecided} of ${total} decided`),
  });
  // A run that ended early shows nothing.
  options.signal?.throwIfAborted();
  for (const { name, error } of results) if (error !== null) throw programFailed(name, error);
  const withState = (...states: string[]) =>
    results.filter(({ judgement }) => states.includes(judgement.state));
  const isSetAside = results.flatMap(({ base }) => base.map(({ setAside }) => setAside !== null));
  const run: LiveRun = {
    at: new Date().toISOString(),
    load,
    budgetMs,
    minEffect: rules.minEffect,
    durationMs: performance.now() - startedAt,
    pairs: isSetAside.filter((is) => !is).length,
    setAside: isSetAside.filter((is) => is).length,
    verdicts: {
      regression: withState('regression').length,
      improvement: withState('improvement').length,
      unchanged: withState('unchanged').length,
      undecided: withState('undecided', 'more').length,
    },
    alarms: withState('regression', 'improvement').map(({ suite, name }) =>
      [suite, name].join(SUITE_SEPARATOR),
    ),
  };
  await appendJsonLines(path, [run]);
  return run;
}
