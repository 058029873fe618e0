import { cpuGroupFolders, quotaOf } from '@night-pilot/perf-report/machine';
import { parseThrottling } from '../disturbance/throttling.ts';
import { type Check, type Finding, unknown } from './finding.ts';
import type { SystemFiles } from './system-files.ts';

const CHECK: Check = { id: 'quota', title: 'CPU quota', matters: ['wall', 'browser'] };

/** Checks the CPU quota: a process that uses it up is stopped for the rest of the period, up to 100 ms. */
export function checkQuota(before: SystemFiles, after: SystemFiles, cores: number): Finding {
  const membership = after.read('/proc/self/cgroup');
  if (membership === null) return unknown(CHECK, 'no cgroups on this system');
  const folders = cpuGroupFolders(membership);
  const quotas = folders
    .map((folder) => quotaOf((file) => after.read(`${folder}/${file}`)))
    .filter((quota) => quota !== null);
  const quota = Math.min(...quotas, Infinity);
  const now = stops(after, folders);
  const during = { periods: now.periods - stops(before, folders).periods };
  if (during.periods > 0) {
    return {
      ...CHECK,
      state: 'bad',
      found: `${shown(quota)}, stopped ${during.periods} times during this check`,
      advice: 'Raise or remove the quota, or end what else runs in this group.',
    };
  }
  if (quota >= cores) {
    return { ...CHECK, state: 'good', found: shown(quota), advice: null };
  }
  return {
    ...CHECK,
    state: quota < 1 ? 'bad' : 'warn',
    found: `${shown(quota)} of ${cores}, stopped ${now.periods} times so far`,
    advice:
      'Measure without a quota (docker run without --cpus, no CPU limit in Kubernetes), ' +
      'or pin whole cores instead: docker run --cpuset-cpus=0,1',
  };
}

function shown(quota: number): string {
  return quota === Infinity ? 'none' : `${Number(quota.toFixed(2))} cores`;
}

function stops(files: SystemFiles, folders: readonly string[]): { periods: number } {
  const all = folders.map((folder) => parseThrottling(files.read(`${folder}/cpu.stat`) ?? ''));
  return { periods: all.reduce((sum, one) => sum + (one?.periods ?? 0), 0) };
}
