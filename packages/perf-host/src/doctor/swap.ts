import { formatValue } from '@night-pilot/perf-report/text';
import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = { id: 'swap', title: 'memory and swap', matters: ['wall', 'browser'] };
const LOW_SHARE = 0.05;

/** Checks for swapped memory, which comes back at the speed of a disk. */
export function checkSwap(before: SystemFiles, after: SystemFiles): Finding {
  const memory = after.read('/proc/meminfo');
  const available = bytes(memory, 'MemAvailable');
  const total = bytes(memory, 'MemTotal');
  if (available === null || total === null) return unknown(CHECK, 'not told by this system');
  const swapTotal = bytes(memory, 'SwapTotal') ?? 0;
  const used = swapTotal - (bytes(memory, 'SwapFree') ?? 0);
  const paged = pages(after) - pages(before);
  const swap = swapTotal === 0 ? 'no swap' : `${shown(used)} of ${shown(swapTotal)} swap used`;
  const found = `${shown(available)} free, ${swap}${paged > 0 ? `, ${paged} pages moved now` : ''}`;
  if (paged > 0) {
    const advice = 'Memory is being moved to and from the disk: end what needs so much of it.';
    return { ...CHECK, state: 'bad', found, advice };
  }
  if (available < total * LOW_SHARE) {
    return { ...CHECK, state: 'bad', found, advice: 'End what needs so much memory.' };
  }
  if (used > 0) {
    const advice =
      'Bring it back into memory before you measure: sudo swapoff -a && sudo swapon -a';
    return { ...CHECK, state: 'warn', found, advice };
  }
  return { ...CHECK, state: 'good', found, advice: null };
}

function bytes(meminfo: string | null, field: string): number | null {
  const kib = new RegExp(`^${field}: +(\\d+) kB$`, 'm').exec(meminfo ?? '')?.[1];
  return kib === undefined ? null : Number(kib) * 1024;
}

function pages(files: SystemFiles): number {
  const vmstat = files.read('/proc/vmstat') ?? '';
  const count = (field: string) =>
    Number(new RegExp(`^${field} (\\d+)$`, 'm').exec(vmstat)?.[1] ?? 0);
  return count('pswpin') + count('pswpout');
}

function shown(value: number): string {
  return formatValue(value, 'bytes');
}
