import type { Interval } from '@night-pilot/perf-report';
import { mean, standardDeviation, studentTQuantile } from '@night-pilot/perf-report/stats';

/**
 * The relative change between two groups of forks that were not measured in turns, with Welch's interval
 * (Biometrika 34, 1947) on the logarithms of their means. It holds for two groups of the same hour alone: what came
 * between two runs is in it too, and no interval knows of that.
 *
 * @param base Means of forks, above zero.
 * @param head The same.
 * @param level @default 0.99
 * @returns `interval` is null for fewer than two forks of either.
 */
export function unpairedChange(
  base: readonly number[],
  head: readonly number[],
  level = 0.99,
): { effect: number; interval: Interval | null } {
  const [from, to] = [base.map(Math.log), head.map(Math.log)];
  const difference = mean(to) - mean(from);
  const effect = Math.expm1(difference);
  if (base.length < 2 || head.length < 2) return { effect, interval: null };
  const variances = [from, to].map((logs) => standardDeviation(logs) ** 2 / logs.length);
  const [fromVariance = 0, toVariance = 0] = variances;
  const variance = fromVariance + toVariance;
  if (variance === 0) return { effect, interval: { low: effect, high: effect, level } };
  // Satterthwaite's degrees of freedom.
  const degrees =
    variance ** 2 / (fromVariance ** 2 / (from.length - 1) + toVariance ** 2 / (to.length - 1));
  const reach = studentTQuantile((1 + level) / 2, degrees) * Math.sqrt(variance);
  const interval = { low: Math.expm1(difference - reach), high: Math.expm1(difference + reach) };
  return { effect, interval: { ...interval, level } };
}
