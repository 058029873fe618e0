import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Cores that cgroups grant to this process, as a fraction of cores (0.5: half a core), the
 * smallest over the process's own group and all its ancestors. Reads cgroup v2 and v1.
 *
 * @param root Where the file system is read from. @default '/'
 * @returns null where nothing limits the process or the system has no cgroups.
 */
export function usableCpuQuota(root = '/'): number | null {
  const quotas = groupFolders(root)
    .map(readQuota)
    .filter((quota) => quota !== null);
  return quotas.length === 0 ? null : Math.min(...quotas);
}

/** Folders of the process's CPU group and of its ancestors, in every hierarchy that is mounted. */
function groupFolders(root: string): string[] {
  const lines = read(join(root, 'proc/self/cgroup'))?.trim().split('\n') ?? [];
  return lines.flatMap((line) => {
    const [, controllers = '', group = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    const isV2 = controllers === '';
    if (!isV2 && !controllers.split(',').includes('cpu')) return [];
    const mount = join(root, 'sys/fs/cgroup', isV2 ? '' : 'cpu');
    const folders = [join(mount, group)];
    while (folders.at(-1) !== mount && folders.length < 64) {
      folders.push(dirname(folders.at(-1) ?? mount));
    }
    return folders;
  });
}

function readQuota(folder: string): number | null {
  const [limit = 'max', period = '100000'] = read(join(folder, 'cpu.max'))?.trim().split(' ') ?? [
    read(join(folder, 'cpu.cfs_quota_us'))?.trim(),
    read(join(folder, 'cpu.cfs_period_us'))?.trim(),
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
