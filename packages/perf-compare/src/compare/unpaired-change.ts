import type { Interval } from '@night-pilot/perf-report';
import { mean, standardDeviation, studentTQuantile } from '@night-pilot/perf-report/stats';

/**
 * Estimates the relative change between two groups of forks that were not measured in turns, with Welch's interval
 * (Biometrika 34, 1947) on the logarithms of their means. The interval only holds for two groups of the same hour: it
 * does not know what else changed between two runs.
 *
 * @param base Means of base's forks, above zero.
 * @param head Means of head's forks, above zero.
 * @param level @default 0.99
 * @returns `interval` is null for fewer than two forks of either.
 */
export function unpairedChange(
  base: readonly number[],
  head: readonly number[],
  level = 0.99,
): { effect: number; interval: Interval | null } {
  const [logsOfBase, logsOfHead] = [base.map(Math.log), head.map(Math.log)];
  const difference = mean(logsOfHead) - mean(logsOfBase);
  const effect = Math.expm1(difference);
  if (base.length < 2 || head.length < 2) return { effect, interval: null };
  const varianceOf = (logs: readonly number[]) => standardDeviation(logs) ** 2 / logs.length;
  const [ofBase, ofHead] = [varianceOf(logsOfBase), varianceOf(logsOfHead)];
  const variance = ofBase + ofHead;
  if (variance === 0) return { effect, interval: { low: effect, high: effect, level } };
  // Satterthwaite's degrees of freedom.
  const degrees =
    variance ** 2 / (ofBase ** 2 / (base.length - 1) + ofHead ** 2 / (head.length - 1));
  const reach = studentTQuantile((1 + level) / 2, degrees) * Math.sqrt(variance);
  const interval = { low: Math.expm1(difference - reach), high: Math.expm1(difference + reach) };
  return { effect, interval: { ...interval, level } };
}
