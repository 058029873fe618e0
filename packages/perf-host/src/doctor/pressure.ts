import { formatPercent } from '@night-pilot/perf-report/text';
import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = { id: 'pressure', title: 'pressure', matters: ['wall', 'browser'] };
const RESOURCES = ['cpu', 'memory', 'io'] as const;
const WARN_SHARE = 0.05;
const BAD_SHARE = 0.25;

/** Checks the share of time in which some task waited for a resource (PSI). */
export function checkPressure(before: SystemFiles, after: SystemFiles, elapsedMs: number): Finding {
  const waits = RESOURCES.map((resource) => {
    const [first, last] = [before, after].map((files) => waitedMs(files, resource));
    if (typeof first !== 'number' || typeof last !== 'number') return null;
    return { resource, share: Math.min(1, Math.max(0, last - first) / elapsedMs) };
  }).filter((wait) => wait !== null);
  if (waits.length === 0) {
    return unknown(CHECK, 'this kernel does not measure it', 'On Linux: boot with psi=1');
  }
  const found = waits
    .map(({ resource, share }) => `${resource} ${formatPercent(share)}`)
    .join(', ');
  const worst = waits.reduce((a, b) => (b.share > a.share ? b : a));
  if (worst.share < WARN_SHARE) return { ...CHECK, state: 'good', found, advice: null };
  const what = { cpu: 'CPUs', memory: 'memory', io: 'the disk' }[worst.resource];
  return {
    ...CHECK,
    state: worst.share >= BAD_SHARE ? 'bad' : 'warn',
    found,
    advice: `Tasks wait for ${what}: end what needs it, see background load.`,
  };
}

function waitedMs(files: SystemFiles, resource: string): number | null {
  const usec = /^some .*total=(\d+)/m.exec(files.read(`/proc/pressure/${resource}`) ?? '')?.[1];
  return usec === undefined ? null : Number(usec) / 1e3;
}
