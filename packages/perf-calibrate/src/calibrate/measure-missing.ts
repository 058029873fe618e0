import type { BenchTurnsOptions } from '@night-pilot/perf-compare/compare';
import { wallRules } from '@night-pilot/perf-compare/judge';
import type { PairedTest } from '@night-pilot/perf-compare/versions';
import { benchPlan } from '@night-pilot/perf-host/bench';
import { keepCoresBusy } from '../machine/busy-cores.ts';
import { readJsonLines } from '../recording/json-lines.ts';
import { liveRun, liveRunSchema } from '../recording/live-runs.ts';
import { liveRecordOf, pairRecordOf } from '../recording/record-files.ts';
import { recordPairs } from '../recording/record-pairs.ts';
import { recordedPairSchema } from '../recording/recorded-pairs.ts';
import { TEN_PROGRAMS, testsOfPrograms } from '../recording/timed-programs.ts';
import { minEffectOf, visibleIn } from './judge-records.ts';
import type { CalibrateOptions, CalibrationMeasuring } from './options.ts';

/** Budget of a live run. Two looks of a benchmark fit into it. */
const LIVE_BUDGET_MS = 10_000;

type MeasureOptions = CalibrateOptions & { measure: CalibrationMeasuring };

/** Records the forks and live runs that the records of this load lack. Loads no program when they lack none. */
export async function measureMissing(options: MeasureOptions): Promise<void> {
  const { measure, signal } = options;
  const { programs = TEN_PROGRAMS, turnOptions = turnPlan(), load } = measure;
  const missing = await missingFrom(options);
  if (missing.forks <= 0 && missing.live <= 0) return;
  const tests = await testsOfPrograms(programs, { ...turnOptions, signal });
  const busy = load === 'loaded' ? await keepCoresBusy() : null;
  try {
    if (missing.forks > 0) await recordForks(tests, missing.forks, options);
    if (missing.live > 0) await recordLiveRuns(tests, missing.live, options);
  } finally {
    await busy?.[Symbol.asyncDispose]();
  }
}

interface Missing {
  /** Number of forks of single programs. */
  forks: number;
  /** Number of live runs. */
  live: number;
}

async function missingFrom({ folder, measure }: MeasureOptions): Promise<Missing> {
  const { load, forks, live } = measure;
  const pairs = await readJsonLines(pairRecordOf(folder, load), recordedPairSchema);
  const runs = await readJsonLines(liveRecordOf(folder), liveRunSchema);
  return {
    forks: forks - 2 * pairs.values.length,
    live: live - runs.values.filter((run) => run.load === load).length,
  };
}

async function recordForks(
  tests: readonly PairedTest[],
  forks: number,
  { folder, measure, signal, onProgress }: MeasureOptions,
): Promise<void> {
  const { load, recordMs } = measure;
  const report = (added: number) => onProgress?.(Math.min(added, forks), forks, `${load} forks`);
  report(0);
  await recordPairs(tests, {
    path: pairRecordOf(folder, load),
    load,
    forks,
    recordMs,
    signal,
    onProgress: report,
  });
}

async function recordLiveRuns(
  tests: readonly PairedTest[],
  runs: number,
  options: MeasureOptions,
): Promise<void> {
  const { folder, measure, signal, onProgress } = options;
  const { load, liveBudgetMs = LIVE_BUDGET_MS } = measure;
  const { values: quiet } = await readJsonLines(pairRecordOf(folder, 'quiet'), recordedPairSchema);
  const rules = wallRules({ minEffect: minEffectOf(await visibleIn(quiet, options)) });
  for (let done = 0; done < runs; done += 1) {
    await liveRun(tests, {
      path: liveRecordOf(folder),
      load,
      rules,
      budgetMs: liveBudgetMs,
      signal,
      onProgress: (label) => onProgress?.(done, runs, `${load} live runs, ${label}`),
    });
  }
}

function turnPlan(): BenchTurnsOptions {
  const { timeMs, warmupTimeMs, limitMs } = benchPlan(false);
  return { timeMs, warmupTimeMs, limitMs };
}
