import type { BenchTurnsOptions } from '@night-pilot/perf-compare/compare';
import type { WallRuleOptions } from '@night-pilot/perf-compare/judge';
import type { DrawOptions } from '../judging/visible-effect.ts';
import type { MachineLoad } from '../machine/machine-load.ts';
import type { TimedPrograms } from '../recording/timed-programs.ts';

export interface CalibrateOptions {
  /** Folder of the records and of the result, see `calibrationFolder`. */
  folder: string;
  /** Measurements to make before judging. null: only judge the records. */
  measure: CalibrationMeasuring | null;
  /** How the records are judged. @default like real comparisons, with 4,000 runs and 1,000 comparisons */
  judging?: Partial<Judging>;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

export interface CalibrationMeasuring {
  load: MachineLoad;
  /** Number of forks of single programs to reach in the record of this load. */
  forks: number;
  /** Limit of the recording time, in ms. */
  recordMs: number;
  /** Number of live runs to reach under this load. */
  live: number;
  /** Generated edits of each kind to compare by counts, at most as many as a whole calibration has. 0: none. */
  edits: number;
  /** Discards the recorded forks and live runs of this load first. */
  again: boolean;
  /** Programs to measure. @default the ten programs of perf-kit */
  programs?: TimedPrograms;
  /** How forks are measured. @default as in a comparison */
  turnOptions?: BenchTurnsOptions;
  /** Measuring time of each benchmark in a live run, in ms. @default 10,000 */
  liveBudgetMs?: number;
}

export interface Judging extends Omit<DrawOptions, 'signal'> {
  /** Runs of 50 benchmarks without a change to draw from the recorded pairs. */
  runs: number;
  rules: WallRuleOptions;
}

const JUDGING: Judging = {
  runs: 4_000,
  comparisons: 1_000,
  seed: 20_261_125,
  budgetMs: 60_000,
  rules: {},
};

export function judgingOf({ judging }: Pick<CalibrateOptions, 'judging'>): Judging {
  return { ...JUDGING, ...judging };
}
