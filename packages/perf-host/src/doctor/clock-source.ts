import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = { id: 'clock-source', title: 'clock source', matters: ['wall', 'browser'] };
const FOLDER = '/sys/devices/system/clocksource/clocksource0';

/** Clock sources that are read without entering the kernel. */
const FAST = new Set(['tsc', 'kvm-clock', 'hyperv_clocksource_tsc_page', 'arch_sys_counter']);

/** Checks the clock source of the kernel. A slow source makes every reading a system call. */
export function checkClockSource(files: SystemFiles): Finding {
  const source = files.read(`${FOLDER}/current_clocksource`)?.trim();
  if (source === undefined) return unknown(CHECK, 'not told by this system');
  if (FAST.has(source)) return { ...CHECK, state: 'good', found: source, advice: null };
  const available = files.read(`${FOLDER}/available_clocksource`)?.trim().split(/\s+/) ?? [];
  const better = available.find((name) => FAST.has(name));
  return {
    ...CHECK,
    state: source === 'hpet' || source === 'acpi_pm' || source === 'jiffies' ? 'bad' : 'warn',
    found: `${source}: reading it takes a system call`,
    advice:
      better === undefined
        ? 'The kernel found no faster source: see dmesg for "clocksource" to learn why.'
        : `Take a faster one: echo ${better} | sudo tee ${FOLDER}/current_clocksource`,
  };
}
