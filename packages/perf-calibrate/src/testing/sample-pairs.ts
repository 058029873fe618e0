import type { MachineLoad } from '../machine/machine-load.ts';
import type { RecordedPair } from '../recording/recorded-pairs.ts';
import { normal, sampleFork, seededRandom } from '@night-pilot/perf-report/testing';

export interface SamplePairsOptions {
  seed: number;
  /** Standard deviation of the log ratios of each program. */
  spreads: Record<string, number>;
  /** Number of pairs of each program. */
  pairs: number;
  load?: MachineLoad;
}

/** Returns a record of unchanged programs on an imaginary machine; the same for the same seed. */
export function samplePairs({
  seed,
  spreads,
  pairs,
  load = 'quiet',
}: SamplePairsOptions): RecordedPair[] {
  const random = seededRandom(seed);
  const fork = (spread: number) =>
    sampleFork([1000 * Math.exp((spread / Math.SQRT2) * normal(random))], {
      durationMs: 200,
      disturbance: {
        stealMs: 0,
        cpuPressureMs: 4,
        throttledMs: 0,
        involuntarySwitches: 1,
        gcMs: 1,
        gcCount: 1,
      },
    });
  return Array.from({ length: pairs }, (_, round) =>
    Object.entries(spreads).map(([program, spread]): RecordedPair => ({
      session: `recording-${seed}`,
      at: new Date(Date.UTC(2026, 0, 2, 3, 0, round)).toISOString(),
      load,
      suite: 'sample',
      program,
      first: random() < 0.5 ? 'base' : 'head',
      base: fork(spread),
      head: fork(spread),
      durationMs: 900,
    })),
  ).flat();
}
