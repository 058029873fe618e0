import { setImmediate } from 'node:timers/promises';
import { decideRun } from '../simulation/decide-run.ts';
import {
  LEAST_RECORDED_PAIRS,
  drawFromRecording,
  type RecordedProgram,
} from '../simulation/recorded-runs.ts';
import { countVerdicts, type VerdictCounts } from '../simulation/verdict-counts.ts';
import { type WallRules, type WallRuleOptions, wallRules } from '@night-pilot/perf-compare/judge';
import { seededRandom } from '@night-pilot/perf-report/stats';
import { PLANTED_SLOWDOWN } from '../result/planted-slowdown.ts';
import type { VisibleEffect } from '../result/calibration.ts';

const STEP = 0.0025;
const LEAST = 0.01;
const CANDIDATES = Array.from(
  { length: Math.round((PLANTED_SLOWDOWN - LEAST) / STEP) },
  (_, index) => Math.round((LEAST + index * STEP) / STEP) * STEP,
);

const UNCHANGED_SHARE = 0.9;
const FOUND_SHARE = 0.95;

export interface DrawOptions {
  /** Comparisons drawn for each program and change. */
  comparisons: number;
  seed: number;
  /** Measuring time of a comparison of one benchmark, in ms. */
  budgetMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Chooses the smallest effect that matters on this machine: the smallest multiple of 0.25 %, from 1 % on, with which
 * comparisons reach both verdicts.
 *
 * 1. Unchanged: in at least half of the programs, nine of ten comparisons without a change are called unchanged. A
 *    smaller effect could not be excluded on this machine.
 * 2. Changed: in programs whose pairs spread by at most 5 %, 95 % of comparisons with a planted slowdown of 5 % find it.
 *    A larger effect would hide visible changes.
 *
 * It is not the smallest change that is found. A regression is an interval wholly beyond the smallest effect, so a change
 * of just that size is hardly ever called one.
 *
 * @returns `too-noisy` when there is none. Then the built-in effect applies, which finds the most.
 * @throws the reason of `signal` when it is aborted.
 */
export async function visibleEffect(
  programs: readonly RecordedProgram[],
  rules: WallRuleOptions,
  options: DrawOptions,
): Promise<VisibleEffect> {
  if (programs.length === 0) return { state: 'too-few-pairs' };
  const steady = programs.filter((program) => spreadOf(program) <= PLANTED_SLOWDOWN);
  for (const minEffect of CANDIDATES) {
    await setImmediate();
    options.signal?.throwIfAborted();
    const candidate = wallRules({ ...rules, minEffect });
    const draw = (program: RecordedProgram, change: number) =>
      drawComparisons(program, change, { ...options, rules: candidate });
    const unchanged = programs.filter(
      (program) => draw(program, 0).unchanged >= UNCHANGED_SHARE * options.comparisons,
    );
    if (unchanged.length < programs.length / 2) continue;
    const found = steady.map((program) => draw(program, PLANTED_SLOWDOWN).regression);
    const least = FOUND_SHARE * options.comparisons * steady.length;
    const isFound = steady.length > 0 && sum(found) >= least;
    return isFound ? { state: 'visible', minEffect } : { state: 'too-noisy' };
  }
  return { state: 'too-noisy' };
}

/** Draws comparisons of one benchmark from the pairs of a program, and judges them like real ones. */
export function drawComparisons(
  program: RecordedProgram,
  change: number,
  { comparisons, seed, budgetMs, rules }: DrawOptions & { rules: WallRules },
): VerdictCounts {
  const random = seededRandom(seed);
  const plant = drawFromRecording(program, { budgetMs });
  return countVerdicts(
    Array.from({ length: comparisons }, () => decideRun([plant(random, change)], rules)).flat(),
  );
}

/** Returns the programs with enough pairs to draw from. */
export function withEnoughPairs(programs: readonly RecordedProgram[]): RecordedProgram[] {
  return programs.filter(({ recordings }) => recordings.flat().length >= 2 * LEAST_RECORDED_PAIRS);
}

/** Returns the standard deviation of the counted log ratios around 0: both forks run the same program. */
export function spreadOf({ recordings }: RecordedProgram): number {
  const counted = recordings.flat().filter(({ isSetAside }) => !isSetAside);
  const squares = sum(counted.map(({ logRatio }) => logRatio ** 2));
  return counted.length === 0 ? 0 : Math.sqrt(squares / counted.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
