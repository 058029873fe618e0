import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuGroupFolders } from './cpu-group-folders.ts';

/**
 * Returns the cores that cgroups grant to this process (0.5: half a core): the smallest quota of its own group and all
 * its ancestors. Reads cgroup v2 and v1.
 *
 * @param root Root of the file system. @default '/'
 * @returns null when nothing limits the process, or the system has no cgroups.
 */
export function usableCpuQuota(root = '/'): number | null {
  const quotas = cpuGroupFolders(read(join(root, 'proc/self/cgroup')) ?? '')
    .map((folder) => quotaOf((file) => read(join(root, folder, file))))
    .filter((quota) => quota !== null);
  return quotas.length === 0 ? null : Math.min(...quotas);
}

/**
 * Returns the quota of one group, in cores.
 *
 * @param readFile Reads a file in the group's folder; returns null when it is missing.
 */
export function quotaOf(readFile: (file: string) => string | null): number | null {
  const [limit = 'max', period = '100000'] = readFile('cpu.max')?.trim().split(' ') ?? [
    readFile('cpu.cfs_quota_us')?.trim(),
    readFile('cpu.cfs_period_us')?.trim(),
  ];
  const quota = Number(limit) / Number(period);
  return Number.isFinite(quota) && quota > 0 ? quota : null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
