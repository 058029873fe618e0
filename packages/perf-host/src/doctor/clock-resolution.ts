import type { Clock } from '../bench/host/clock.ts';
import { formatValue } from '@night-pilot/perf-report/text';
import type { Check, Finding } from './finding.ts';

const CHECK: Check = {
  id: 'clock-resolution',
  title: 'clock resolution',
  matters: ['wall', 'browser'],
};
/** A sample lasts at least 1,000 times the resolution, and a budget of a second has to hold 200 samples. */
const WARN_NS = 1_000;
const BAD_NS = 100_000;

/** Checks the measured steps of Node's two clocks. */
export function checkClockResolution(clocks: { performanceNow: Clock; hrtime: Clock }): Finding {
  const { performanceNow, hrtime } = clocks;
  const found =
    `performance.now() ${formatValue(performanceNow.resolutionNs, 'ns')}, ` +
    `process.hrtime ${formatValue(hrtime.resolutionNs, 'ns')}`;
  const { resolutionNs } = performanceNow;
  if (resolutionNs <= WARN_NS) return { ...CHECK, state: 'good', found, advice: null };
  return {
    ...CHECK,
    state: resolutionNs <= BAD_NS ? 'warn' : 'bad',
    found,
    advice:
      'Samples become long and few: see the clock source, and whether the CPU was overloaded.',
  };
}
