import { parseCpuTicks } from './cpu-times.ts';
import { formatPercent } from '@night-pilot/perf-report/text';
import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = { id: 'steal', title: 'stolen CPU time', matters: ['wall', 'browser'] };

/** Shares of the observed time. One tick of 10 ms on one of a few cores stays below them. */
const WARN_SHARE = 0.01;
const BAD_SHARE = 0.05;
/** Share of the time since boot, which includes disturbance that was not observed. */
const WARN_SHARE_SINCE_BOOT = 0.005;

/** Checks the time in which this machine was ready to run and its hypervisor ran another one. */
export function checkSteal(before: SystemFiles, after: SystemFiles): Finding {
  const [first, last] = [before, after].map((files) => parseCpuTicks(files.read('/proc/stat')));
  if (!first || !last) return unknown(CHECK, 'not told by this system');
  const during = (last.stolen - first.stolen) / Math.max(1, last.total - first.total);
  const sinceBoot = last.stolen / Math.max(1, last.total);
  const found = `${formatPercent(during)} now, ${formatPercent(sinceBoot)} since boot`;
  if (during < WARN_SHARE && sinceBoot < WARN_SHARE_SINCE_BOOT) {
    return { ...CHECK, state: 'good', found, advice: null };
  }
  return {
    ...CHECK,
    state: during >= BAD_SHARE ? 'bad' : 'warn',
    found,
    advice:
      'Other machines on this host take the CPU: use a machine with dedicated cores, ' +
      'or judge by instructions.',
  };
}
