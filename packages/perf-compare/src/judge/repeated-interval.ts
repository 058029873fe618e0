import type { Interval } from '@night-pilot/perf-report';
import {
  mean,
  standardDeviation,
  studentTQuantile,
  studentTTail,
} from '@night-pilot/perf-report/stats';
import type { Look, LookPlan } from './look-plan.ts';
import { hallReach, hallStatistic, skewness } from './skewness.ts';

/**
 * Least standard deviation of log ratios. A sample is at least a thousand ticks of the clock long, so closer agreement
 * says more about the clock than about the program.
 */
const LEAST_SPREAD = 0.001;

/** The estimate at one look: the mean log ratio of the first `pairs` pairs, and its error. */
export interface Estimate extends Look {
  meanLogRatio: number;
  standardError: number;
  skewness: number;
}

/** Makes an estimate for each look of the plan that the evidence has reached. Pairs beyond a look wait for the next. */
export function estimates(logRatios: readonly number[], plan: LookPlan): Estimate[] {
  return plan.looks
    .filter(({ pairs }) => pairs <= logRatios.length)
    .map((look) => {
      const counted = logRatios.slice(0, look.pairs);
      const spread = Math.max(standardDeviation(counted), LEAST_SPREAD);
      return {
        ...look,
        meanLogRatio: mean(counted),
        standardError: spread / Math.sqrt(look.pairs),
        skewness: skewness(counted, spread),
      };
    });
}

/**
 * Returns the repeated confidence interval for the mean log ratio at one look (Jennison and Turnbull, Journal of the
 * Royal Statistical Society B 51, 1989): an interval with the error 1 − level times the look's share. By Boole's
 * inequality the intervals of all looks together cover the truth with a probability of at least `level`, for normal log
 * ratios of any variance. Therefore it holds at whichever look a comparison stops, and for whatever reason.
 *
 * At each look it is the hull of Student's t interval and Hall's, which follows the skewness. With Student's alone, all
 * looks together covered skewed log ratios in 97.2 % of simulations instead of 99 %. For normal ones the hull is 2 to 3 %
 * wider.
 */
export function repeatedInterval(estimate: Estimate, level: number): Interval {
  const { meanLogRatio, standardError, pairs } = estimate;
  const critical = criticalValue(estimate, level);
  const root = Math.sqrt(pairs);
  const sample = { skewness: estimate.skewness, count: pairs };
  const below = Math.max(critical, hallReach(critical / root, sample) * root);
  const above = Math.max(critical, -hallReach(-critical / root, sample) * root);
  return {
    low: meanLogRatio - below * standardError - estimate.allowance,
    high: meanLogRatio + above * standardError + estimate.allowance,
    level,
  };
}

/**
 * Returns the always-valid p-value of "no change at all" after the given looks: the smallest error at which the interval
 * of one of them excludes zero. Without a change, the probability that it ever falls to `a` or below is at most `a`. It
 * is 1 before the first look.
 */
export function noChangePValue(looks: readonly Estimate[]): number {
  return looks.reduce((least, look) => Math.min(least, lookPValue(look)), 1);
}

function lookPValue({ meanLogRatio, standardError, pairs, share, ...look }: Estimate): number {
  const root = Math.sqrt(pairs);
  const distance = Math.max(0, Math.abs(meanLogRatio) - look.allowance);
  const student = (Math.sign(meanLogRatio) * distance) / standardError;
  const hall = hallStatistic(student / root, { skewness: look.skewness, count: pairs }) * root;
  // If the two are on different sides of zero, their hull contains zero.
  if (student * hall <= 0) return 1;
  const weaker = Math.min(Math.abs(student), Math.abs(hall));
  return (2 * studentTTail(weaker, pairs - 1)) / share;
}

const known = new Map<string, number>();

/** Caches its results: simulations ask for the same few a million times. */
function criticalValue({ pairs, share }: Look, level: number): number {
  const key = `${pairs} ${share} ${level}`;
  const value = known.get(key) ?? studentTQuantile(1 - ((1 - level) * share) / 2, pairs - 1);
  known.set(key, value);
  return value;
}
