import { setImmediate } from 'node:timers/promises';
import { usualDisturbance, type WallRuleOptions, wallRules } from '@night-pilot/perf-compare/judge';
import { slowdownToPlant } from '../result/planted-slowdown.ts';
import { alarmRate } from '../simulation/alarm-rate.ts';
import {
  drawFromRecording,
  type RecordedProgram,
  resampleRuns,
} from '../simulation/recorded-runs.ts';
import { smallestSeen } from '../simulation/smallest-seen.ts';
import type {
  NeededForChange,
  ProgramCalibration,
  WallCalibration,
} from '../result/calibration.ts';
import type { MachineLoad } from '../machine/machine-load.ts';
import { programsOf, type RecordedPair } from '../recording/recorded-pairs.ts';
import { type DrawOptions, drawComparisons, spreadOf, withEnoughPairs } from './visible-effect.ts';

export interface JudgePairsOptions extends DrawOptions {
  load: MachineLoad;
  /** Runs of 50 benchmarks without a change. */
  runs: number;
  rules: WallRuleOptions & { minEffect: number };
  /** Number of cut-off lines in the record. */
  leftOut: number;
  onStep?: ((label: string) => void) | undefined;
}

const BENCHMARKS = 50;

/** Runs drawn between two checks for an abort. */
const RUNS_AT_ONCE = 250;

/**
 * Judges how good comparisons by these pairs are: how often runs without a change raise an alarm, and which slowdowns
 * are found, by the decision of real comparisons. The same pairs and seed return the same result.
 *
 * @returns null without pairs.
 * @throws the reason of `signal` when it is aborted.
 */
export async function judgePairs(
  kept: readonly RecordedPair[],
  options: JudgePairsOptions,
): Promise<WallCalibration | null> {
  const { load, leftOut } = options;
  const [from, until] = [kept[0]?.at, kept.at(-1)?.at];
  if (from === undefined || until === undefined) return null;
  const programs = programsOf(kept);
  const pairs = programs.flatMap(({ recordings }) => recordings.flat());
  const usual = usualDisturbance(kept.flatMap(({ base, head }) => [base, head]));
  const enough = withEnoughPairs(programs);
  return {
    load,
    recorded: {
      forks: 2 * kept.length,
      pairs: kept.length,
      setAside: pairs.filter(({ isSetAside }) => isSetAside).length,
      from,
      until,
      leftOut,
      cpuPressure: usual?.cpuPressureMs ?? null,
    },
    judged: enough.length === 0 ? null : await judge(enough, options),
  };
}

async function judge(
  programs: readonly RecordedProgram[],
  options: JudgePairsOptions,
): Promise<WallCalibration['judged']> {
  const { rules, budgetMs, comparisons } = options;
  const judged: ProgramCalibration[] = [];
  for (const program of programs) {
    await step(`slowdowns of ${program.program}`, options);
    judged.push(judgeProgram(program, options));
  }
  await step('slowdowns of any program', options);
  const any = neededFor(programs, options);
  const alarms = await countAlarms(programs, options);
  return { minEffect: rules.minEffect, budgetMs, comparisons, alarms, programs: judged, any };
}

async function countAlarms(programs: readonly RecordedProgram[], options: JudgePairsOptions) {
  const { runs, seed, rules, budgetMs } = options;
  let alarms = 0;
  for (let done = 0; done < runs; done += RUNS_AT_ONCE) {
    await step(`runs without a change, ${done} of ${runs}`, options);
    const resampled = resampleRuns(programs, {
      budgetMs,
      benchmarks: BENCHMARKS,
      rules: wallRules(rules),
      runs: Math.min(RUNS_AT_ONCE, runs - done),
      seed: seed + done,
    });
    alarms += resampled.alarms.alarms;
  }
  return { benchmarks: BENCHMARKS, ...alarmRate(alarms, runs) };
}

function judgeProgram(program: RecordedProgram, options: JudgePairsOptions): ProgramCalibration {
  const draw = (change: number) =>
    drawComparisons(program, change, { ...options, rules: wallRules(options.rules) });
  const spread = spreadOf(program);
  const change = slowdownToPlant(spread);
  const planted = draw(change);
  return {
    program: program.program,
    pairs: program.recordings.flat().length,
    spread,
    smallest: neededFor([program], options),
    planted: {
      change,
      decided: planted.decidedShare,
      found: planted.foundShare,
      calledUnchanged: planted.unchanged,
    },
    unchanged: draw(0).unchanged / options.comparisons,
  };
}

/** Returns the smallest slowdown that comparisons of a random one of these programs find often enough. */
function neededFor(
  programs: readonly RecordedProgram[],
  { rules, comparisons, seed, budgetMs }: JudgePairsOptions,
): NeededForChange {
  const prepared = programs.map((program) => drawFromRecording(program, { budgetMs }));
  const pairs = programs.flatMap(({ recordings }) => recordings.flat());
  const { change, meanPairs } = smallestSeen(
    (random, planted) => {
      const program = prepared[Math.floor(random() * prepared.length)];
      return program?.(random, planted) ?? (() => 'budget ended');
    },
    { trials: comparisons, seed, rules: wallRules(rules) },
  );
  const counted = pairs.filter(({ isSetAside }) => !isSetAside).length;
  const totalMs = pairs.reduce((sum, { durationMs }) => sum + durationMs, 0);
  // Pairs that were set aside took time too.
  return { change, pairs: meanPairs, ms: counted === 0 ? 0 : (meanPairs * totalMs) / counted };
}

async function step(label: string, { signal, onStep }: JudgePairsOptions): Promise<void> {
  onStep?.(label);
  await setImmediate();
  signal?.throwIfAborted();
}
