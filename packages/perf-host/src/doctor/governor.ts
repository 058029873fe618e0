import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = { id: 'governor', title: 'CPU governor', matters: ['wall', 'browser'] };
const CPUS = '/sys/devices/system/cpu';

/** Checks the CPU governor: every one except `performance` changes the clock with the load of the last moments. */
export function checkGovernor(files: SystemFiles): Finding {
  const governors = files
    .list(CPUS)
    .filter((name) => /^cpu\d+$/.test(name))
    .map((cpu) => files.read(`${CPUS}/${cpu}/cpufreq/scaling_governor`)?.trim())
    .filter((governor) => governor !== undefined);
  if (governors.length === 0) {
    return unknown(CHECK, 'not shown here: hardware, firmware or hypervisor sets the clock');
  }
  const names = [...new Set(governors)].sort();
  const found = `${names.join(', ')} on ${governors.length} CPUs`;
  if (names.every((name) => name === 'performance')) {
    return { ...CHECK, state: 'good', found, advice: null };
  }
  const advice = 'Keep the clock up: sudo cpupower frequency-set --governor performance';
  return { ...CHECK, state: 'warn', found, advice };
}
