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

test('cgroup v2: the smallest quota of the group and its ancestors', async () => {
  const root = await fileSystem({
    'proc/self/cgroup': '0::/pod/box\n',
    'sys/fs/cgroup/pod/cpu.max': '150000 100000\n',
    'sys/fs/cgroup/pod/box/cpu.max': '400000 100000\n',
  });
  expect(usableCpuQuota(root)).toBe(1.5);
});

test('cgroup v2: max is no limit', async () => {
  const root = await fileSystem({
    'proc/self/cgroup': '0::/\n',
    'sys/fs/cgroup/cpu.max': 'max 100000\n',
  });
  expect(usableCpuQuota(root)).toBeNull();
});

test('cgroup v1: quota and period are files of their own, −1 is no limit', async () => {
  const root = await fileSystem({
    'proc/self/cgroup': '5:memory:/box\n4:cpu,cpuacct:/box\n',
    'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
    'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    'sys/fs/cgroup/cpu/box/cpu.cfs_quota_us': '50000\n',
    'sys/fs/cgroup/cpu/box/cpu.cfs_period_us': '100000\n',
  });
  expect(usableCpuQuota(root)).toBe(0.5);
});

test('without cgroups nothing limits', async () => {
  expect(usableCpuQuota(await temporaryFolder())).toBeNull();
});
