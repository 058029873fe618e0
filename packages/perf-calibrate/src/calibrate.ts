import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { benchPlan } from '@night-pilot/perf-host/bench';
import type { BenchTurnsOptions } from '@night-pilot/perf-compare/compare';
import type { PairedTest } from '@night-pilot/perf-compare/versions';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { type WallRuleOptions, wallRules } from '@night-pilot/perf-compare/judge';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import { type CountInstrument, instrumentAvailability } from '@night-pilot/perf-host/count';
import { keepCoresBusy } from './busy-cores.ts';
import { type Calibration, CALIBRATION_SCHEMA_VERSION } from './calibration.ts';
import { writeCalibration } from './calibration-file.ts';
import { calibrateCounts, sumUpKeptCounts } from './counts/calibrate-counts.ts';
import { DEFAULT_SIZES } from './counts/calibration-versions.ts';
import { appendJsonLines, readJsonLines } from './json-lines.ts';
import { judgePairs } from './judge-pairs.ts';
import {
  type KeptPair,
  keptPairSchema,
  LOADS,
  type MachineLoad,
  programsOf,
} from './kept-pairs.ts';
import { liveRun, liveRunSchema, sumUpLiveRuns } from './live-runs.ts';
import { PROGRAMS, type Programs, testsOfPrograms } from './programs.ts';
import { recordPairs } from './record-pairs.ts';
import { type DrawOptions, visibleEffect, withEnoughPairs } from './visible-effect.ts';

export interface CalibrateOptions {
  /** Where all of it is kept, see `calibrationFolder`. */
  folder: string;
  /** What to measure before judging. null: nothing, what is kept is judged. */
  measure: CalibrationMeasuring | null;
  /** How what is kept is judged. @default as real comparisons, from 4,000 runs and 1,000 comparisons */
  judging?: Partial<Judging>;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

export interface CalibrationMeasuring {
  load: MachineLoad;
  /** Forks of single programs that the record of this load is to have. */
  forks: number;
  /** Recording ends when so much time is over, in ms. */
  recordMs: number;
  /** Live runs that there are to be under this load. */
  live: number;
  /** Generated edits of each kind that are to be compared by counts; at most as many as a whole calibration has. */
  edits: number;
  /** Throws away the forks and runs that are kept of this load, instead of going on with them. */
  again: boolean;
  /** @default those of perf-kit */
  programs?: Programs;
  /** How forks are measured. @default as in a comparison */
  turnOptions?: BenchTurnsOptions;
  /** Of each benchmark in a live run, in ms. @default 10,000 */
  liveBudgetMs?: number;
}

export interface Judging extends Omit<DrawOptions, 'signal'> {
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

/** Two looks of a benchmark fit into it. */
const LIVE_BUDGET_MS = 10_000;

/**
 * Finds out what comparisons by wall time are worth on this machine: records programs against themselves until there
 * are as many forks as asked for, does live runs, and judges all that is kept.
 *
 * @throws {PerfKitError} `CALIBRATION_FAILED` when a program does not run, `NOTHING_TO_MEASURE` when there is nothing to
 *   judge; the reason of `signal` when it is aborted. What was measured before is kept, and the next calibration goes on
 *   with it.
 */
export async function calibrate(options: CalibrateOptions): Promise<Calibration> {
  const { folder, measure } = options;
  if (measure?.again === true) await forget(folder, measure);
  if (measure !== null) {
    const missing = await missingFrom(folder, measure);
    if (missing.forks > 0 || missing.live > 0) await measureMissing(missing, measure, options);
    if (measure.edits > 0) await compareEdits(measure.edits, options);
  }
  const calibration = await judge(options);
  const { wall, live, counts } = calibration;
  if ([wall, live, counts].every(({ length }) => length === 0)) {
    throw new PerfKitError(
      'NOTHING_TO_MEASURE',
      `Expected a record to judge in ${folder}, found none. Record first: perf-kit calibrate.`,
    );
  }
  await writeCalibration(folder, calibration);
  return calibration;
}

interface Missing {
  /** Of single programs. */
  forks: number;
  /** Runs. */
  live: number;
}

async function missingFrom(
  folder: string,
  { load, forks, live }: CalibrationMeasuring,
): Promise<Missing> {
  const kept = await readJsonLines(recordOf(folder, load), keptPairSchema);
  const runs = await readJsonLines(liveRecordOf(folder), liveRunSchema);
  return {
    forks: forks - 2 * kept.values.length,
    live: live - runs.values.filter((run) => run.load === load).length,
  };
}

async function measureMissing(
  missing: Missing,
  measure: CalibrationMeasuring,
  options: CalibrateOptions,
): Promise<void> {
  const { programs = PROGRAMS, turnOptions = turnPlan(), load } = measure;
  const tests = await testsOfPrograms(programs, { ...turnOptions, signal: options.signal });
  const busy = load === 'loaded' ? await keepCoresBusy() : null;
  try {
    if (missing.forks > 0) await recordMissing(tests, missing.forks, { ...options, measure });
    if (missing.live > 0) await runMissing(tests, missing.live, { ...options, measure });
  } finally {
    await busy?.[Symbol.asyncDispose]();
  }
}

async function compareEdits(
  edits: number,
  { folder, signal, onProgress }: CalibrateOptions,
): Promise<void> {
  for (const instrument of countInstruments()) {
    // More than a whole calibration has is never judged.
    const aa = Math.min(edits, DEFAULT_SIZES.aa);
    const nullEdits = Math.min(edits, DEFAULT_SIZES.nullEdits);
    // Of planted edits only some add an allocation.
    const planted = instrument === 'allocated' ? 0 : Math.min(edits, DEFAULT_SIZES.planted);
    await calibrateCounts({
      ...{ folder, instrument, signal },
      sizes: { aa, nullEdits, planted },
      onProgress: (done, total) => onProgress?.(done, total, `edits, ${instrument}`),
    });
  }
}

/** Those that this machine has. */
function countInstruments(): CountInstrument[] {
  const all = ['instructions', 'allocated'] as const;
  return all.filter((one) => instrumentAvailability(one).state === 'available');
}

type MeasureOptions = CalibrateOptions & { measure: CalibrationMeasuring };

async function recordMissing(
  tests: readonly PairedTest[],
  forks: number,
  { folder, measure, signal, onProgress }: MeasureOptions,
): Promise<void> {
  const { load, recordMs } = measure;
  const tell = (added: number) => onProgress?.(Math.min(added, forks), forks, `${load} forks`);
  tell(0);
  await recordPairs(tests, {
    ...{ load, recordMs, forks, signal },
    path: recordOf(folder, load),
    onProgress: tell,
  });
}

async function runMissing(
  tests: readonly PairedTest[],
  runs: number,
  options: MeasureOptions,
): Promise<void> {
  const { folder, measure, signal, onProgress } = options;
  const { load, liveBudgetMs = LIVE_BUDGET_MS } = measure;
  const { values: quiet } = await readJsonLines(recordOf(folder, 'quiet'), keptPairSchema);
  const rules = wallRules({ minEffect: minEffectOf(await visibleIn(quiet, options)) });
  for (let done = 0; done < runs; done += 1) {
    await liveRun(tests, {
      ...{ load, rules, signal },
      budgetMs: liveBudgetMs,
      path: liveRecordOf(folder),
      onProgress: (label) => onProgress?.(done, runs, `${load} live runs, ${label}`),
    });
  }
}

async function judge(options: CalibrateOptions): Promise<Calibration> {
  const { folder, signal, onProgress } = options;
  const judging = judgingOf(options);
  const records = await Promise.all(
    LOADS.map(async (load) => ({
      load,
      ...(await readJsonLines(recordOf(folder, load), keptPairSchema)),
    })),
  );
  const { values: runs } = await readJsonLines(liveRecordOf(folder), liveRunSchema);
  onProgress?.(0, 1, 'judging');
  const visible = await visibleIn(records[0]?.values ?? [], options);
  const rules = { ...judging.rules, minEffect: minEffectOf(visible) };
  const wall: Calibration['wall'] = [];
  for (const { load, values, leftOut } of records) {
    const onStep = (label: string) => onProgress?.(0, 1, `judging ${load}: ${label}`);
    const judged = await judgePairs(values, { ...judging, load, rules, leftOut, signal, onStep });
    if (judged !== null) wall.push(judged);
  }
  return {
    schemaVersion: CALIBRATION_SCHEMA_VERSION,
    calibratedAt: new Date().toISOString(),
    environment: detectEnvironment(),
    visible,
    wall,
    live: LOADS.flatMap((load) => sumUpLiveRuns(runs, load) ?? []),
    counts: await keptCounts(folder),
  };
}

async function keptCounts(folder: string): Promise<Calibration['counts']> {
  const kept = await Promise.all(
    countInstruments().map((instrument) => sumUpKeptCounts({ folder, instrument })),
  );
  return kept.filter((one) => one !== null);
}

function visibleIn(quiet: readonly KeptPair[], options: CalibrateOptions) {
  const judging = judgingOf(options);
  const { signal } = options;
  const programs = withEnoughPairs(programsOf(quiet));
  return visibleEffect(programs, judging.rules, { ...judging, signal });
}

/** What comparisons take as the smallest effect that matters. */
function minEffectOf(visible: Calibration['visible']): number {
  return visible.state === 'visible' ? visible.minEffect : wallRules().minEffect;
}

const judgingOf = ({ judging }: CalibrateOptions): Judging => ({ ...JUDGING, ...judging });

function turnPlan(): BenchTurnsOptions {
  const { timeMs, warmupTimeMs, limitMs } = benchPlan(false);
  return { timeMs, warmupTimeMs, limitMs };
}

async function forget(folder: string, { load, live, forks }: CalibrationMeasuring): Promise<void> {
  if (forks > 0) await rm(recordOf(folder, load), { force: true });
  if (live === 0) return;
  const path = liveRecordOf(folder);
  const { values } = await readJsonLines(path, liveRunSchema);
  await rm(path, { force: true });
  await appendJsonLines(
    path,
    values.filter((run) => run.load !== load),
  );
}

function recordOf(folder: string, load: MachineLoad): string {
  return join(folder, `wall-${load}.jsonl`);
}

function liveRecordOf(folder: string): string {
  return join(folder, 'live.jsonl');
}
