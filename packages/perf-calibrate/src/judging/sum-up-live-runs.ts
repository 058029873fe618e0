import { mean } from '@night-pilot/perf-report/stats';
import type { MachineLoad } from '../machine/machine-load.ts';
import type { LiveRun } from '../recording/live-runs.ts';
import type { LiveCalibration } from '../result/calibration.ts';
import { alarmRate } from '../simulation/alarm-rate.ts';

/**
 * Sums up the live runs under one load.
 *
 * @returns null when there are none.
 */
export function sumUpLiveRuns(runs: readonly LiveRun[], load: MachineLoad): LiveCalibration | null {
  const own = runs.filter((run) => run.load === load);
  const last = own.at(-1);
  if (last === undefined) return null;
  const alarming = own.filter(({ alarms }) => alarms.length > 0).length;
  const { alarms, upper95 } = alarmRate(alarming, own.length);
  const benchmarks = Object.values(last.verdicts).reduce((total, value) => total + value, 0);
  return {
    load,
    runs: own.length,
    alarms,
    upper95,
    benchmarks,
    until: last.at,
    meanPairs: mean(own.map(({ pairs }) => pairs)) / benchmarks,
    meanMs: mean(own.map(({ durationMs }) => durationMs)),
  };
}
