import { binomialUpperBound } from '@night-pilot/perf-report/stats';

/** How many runs raised an alarm: called any of their unchanged benchmarks a regression or an improvement. */
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
