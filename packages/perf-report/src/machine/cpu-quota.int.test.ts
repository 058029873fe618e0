import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { usableCpuQuota } from './cpu-quota.ts';

async function fileSystem(files: Record<string, string>): Promise<string> {
  const root = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

test('takes the smallest quota of the group and its ancestors in cgroup v2', async () => {
  const root = await fileSystem({
    'proc/self/cgroup': '0::/pod/box\n',
    'sys/fs/cgroup/pod/cpu.max': '150000 100000\n',
    'sys/fs/cgroup/pod/box/cpu.max': '400000 100000\n',
  });
  expect(usableCpuQuota(root)).toBe(1.5);
});

test('reads max as no limit in cgroup v2', async () => {
  const root = await fileSystem({
    'proc/self/cgroup': '0::/\n',
    'sys/fs/cgroup/cpu.max': 'max 100000\n',
  });
  expect(usableCpuQuota(root)).toBeNull();
});

test('reads quota and period from two files, and −1 as no limit, in cgroup v1', async () => {
  const root = await fileSystem({
    'proc/self/cgroup': '5:memory:/box\n4:cpu,cpuacct:/box\n',
    'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
    'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    'sys/fs/cgroup/cpu/box/cpu.cfs_quota_us': '50000\n',
    'sys/fs/cgroup/cpu/box/cpu.cfs_period_us': '100000\n',
  });
  expect(usableCpuQuota(root)).toBe(0.5);
});

test('returns null without cgroups', async () => {
  expect(usableCpuQuota(await temporaryFolder())).toBeNull();
});
