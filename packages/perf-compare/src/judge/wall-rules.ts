import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { type LookPlan, type LookPlanOptions, planLooks } from './look-plan.ts';

/** The rules for wall time. */
export interface WallRules {
  /** The smallest effect that matters, as a relative change: 0.0125 is 1.25 %. */
  minEffect: number;
  /** Level of the interval that a verdict shows, and that regressions are judged by. */
  level: number;
  /**
   * Level of the interval that must lie inside ± `minEffect` for `unchanged`, at least `level`. A lower level decides
   * sooner, and calls more changes of `minEffect` unchanged.
   */
  unchangedLevel: number;
  /** Share of runs without a change that may raise an alarm, for any number of benchmarks. */
  alarmRate: number;
  plan: LookPlan;
}

export type WallRuleOptions = Partial<Omit<WallRules, 'plan'>> & LookPlanOptions;

/**
 * Makes rules with defaults.
 *
 * The smallest effect that matters is 1.25 % by default: it must be well below the changes that a comparison should find.
 * If pairs spread by 5 %, the mean of 48 of them has a standard error of 0.72 %, and a change of 5 % is 6.8 standard
 * errors. The lower side of the interval takes 2.9 of them, and another 1.3 are needed for nine comparisons of ten to
 * decide: 2.6 are left, or 1.9 %. That holds for normal log ratios; six looks and the skewness of heavy tails cost the
 * rest.
 *
 * @throws {PerfKitError} when a share is outside its range.
 */
export function wallRules(options: WallRuleOptions = {}): WallRules {
  const rules = {
    minEffect: options.minEffect ?? 0.0125,
    level: options.level ?? 0.99,
    unchangedLevel: options.unchangedLevel ?? 0.9999,
    alarmRate: options.alarmRate ?? 0.01,
    plan: planLooks(options),
  };
  for (const name of ['minEffect', 'level', 'unchangedLevel', 'alarmRate'] as const) {
    if (rules[name] > 0 && rules[name] < 1) continue;
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Expected ${name} between 0 and 1, got ${rules[name]}. Give it as a share: 0.02 is 2 %.`,
    );
  }
  if (rules.unchangedLevel < rules.level) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Expected an unchangedLevel of at least ${rules.level}, got ${rules.unchangedLevel}. Raise it, or lower level.`,
    );
  }
  return rules;
}
