import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = {
  id: 'virtualisation',
  title: 'virtual machine',
  matters: ['wall', 'browser'],
};

/** In a virtual machine neighbours take caches and memory bandwidth without being seen. */
export function checkVirtualisation(files: SystemFiles): Finding {
  const cpuinfo = files.read('/proc/cpuinfo');
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo ?? '')?.[1];
  const product = files.read('/sys/class/dmi/id/product_name')?.trim();
  const isVirtual =
    /\bhypervisor\b/.test(flags ?? '') || files.read('/sys/hypervisor/type') !== null;
  if (isVirtual) {
    return {
      ...CHECK,
      state: 'warn',
      found: product ? `yes (${product})` : 'yes',
      advice:
        'Neighbours on the host move wall times, mostly unseen. ' +
        'See how much they move nothing at all: perf-kit compare HEAD HEAD --instrument wall',
    };
  }
  if (flags === undefined) return unknown(CHECK, 'not told by this system');
  return { ...CHECK, state: 'good', found: 'no', advice: null };
}
