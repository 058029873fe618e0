import { dirname, join } from 'node:path';

/**
 * Lists the folders of a process's CPU group and of all its ancestors, innermost first, in every hierarchy: cgroup v2
 * at `/sys/fs/cgroup`, v1 at `/sys/fs/cgroup/cpu`.
 *
 * @param membership The text of `/proc/self/cgroup`.
 * @returns Absolute paths. Some may not exist: in a container the text may name groups of the host.
 */
export function cpuGroupFolders(membership: string): string[] {
  return membership
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [match, controllers = '', group = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
      if (match === undefined) return [];
      const isV2 = controllers === '';
      if (!isV2 && !controllers.split(',').includes('cpu')) return [];
      const mount = join('/sys/fs/cgroup', isV2 ? '' : 'cpu');
      const folders = [join(mount, group).replace(/(?<=.)\/$/, '')];
      while (folders.at(-1) !== mount && folders.length < 64) {
        folders.push(dirname(folders.at(-1) ?? mount));
      }
      return folders;
    });
}
