import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = { id: 'turbo', title: 'turbo boost', matters: ['wall', 'browser'] };

/** Switches of different kernels, the value that means "on", and the one that turns it off. */
const SWITCHES = [
  { path: '/sys/devices/system/cpu/intel_pstate/no_turbo', on: '0', off: '1' },
  { path: '/sys/devices/system/cpu/cpufreq/boost', on: '1', off: '0' },
] as const;

/** Checks for a boosted clock, which falls when the chip gets warm or a neighbouring core wakes up. */
export function checkTurbo(files: SystemFiles): Finding {
  for (const { path, on, off } of SWITCHES) {
    const value = files.read(path)?.trim();
    if (value === undefined) continue;
    if (value !== on) return { ...CHECK, state: 'good', found: 'off', advice: null };
    const advice = `Turn it off while you measure: echo ${off} | sudo tee ${path}`;
    return { ...CHECK, state: 'warn', found: 'on: the clock depends on heat', advice };
  }
  return unknown(CHECK, 'no switch for it in this kernel');
}
