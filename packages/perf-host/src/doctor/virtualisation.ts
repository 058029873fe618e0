import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = {
  id: 'virtualisation',
  title: 'virtual machine',
  matters: ['wall', 'browser'],
};

/** Checks for a virtual machine, where neighbours take caches and memory bandwidth unseen. */
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
        'See how far equal versions differ: perf-kit compare HEAD HEAD --instrument wall',
    };
  }
  if (flags === undefined) return unknown(CHECK, 'not told by this system');
  return { ...CHECK, state: 'good', found: 'no', advice: null };
}
