import { binomialUpperBound } from '@night-pilot/perf-report/stats';

/** Rate of runs with an alarm: runs that called an unchanged benchmark a regression or an improvement. */
export interface AlarmRate {
  runs: number;
  alarms: number;
  rate: number;
  /** One-sided 95 % bound of the rate, by Clopper and Pearson. */
  upper95: number;
}

export function alarmRate(alarms: number, runs: number): AlarmRate {
  return { runs, alarms, rate: alarms / runs, upper95: binomialUpperBound(alarms, runs) };
}
