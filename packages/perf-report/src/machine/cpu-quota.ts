import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuGroupFolders } from './cpu-group-folders.ts';

/**
 * Cores that cgroups grant to this process, as a fraction of cores (0.5: half a core), the
 * smallest over the process's own group and all its ancestors. Reads cgroup v2 and v1.
 *
 * @param root Where the file system is read from. @default '/'
 * @returns null where nothing limits the process or the system has no cgroups.
 */
export function usableCpuQuota(root = '/'): number | null {
  const quotas = cpuGroupFolders(read(join(root, 'proc/self/cgroup')) ?? '')
    .map((folder) => quotaOf((file) => read(join(root, folder, file))))
    .filter((quota) => quota !== null);
  return quotas.length === 0 ? null : Math.min(...quotas);
}

/**
 * The quota of one group, in cores.
 *
 * @param readFile Reads a file of the group's folder, null where it is missing.
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
