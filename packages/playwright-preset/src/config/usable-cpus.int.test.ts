import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { usableCpuQuota } from '@night-pilot/perf-report/machine';
import { expect, test } from 'vitest';
import { usableCpus, workersFor } from './usable-cpus.ts';

/** Returns the usable CPUs and the workers on a machine with 16 CPUs and these files. */
async function onMachine(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), 'usable-cpus-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    const cpus = usableCpus({ affinity: 16, quota: usableCpuQuota(root) });
    return [cpus, workersFor(cpus)];
  } finally {
    await rm(root, { recursive: true });
  }
}

const V2 = { 'proc/self/cgroup': '0::/ci/job\n' };
const V1 = { 'proc/self/cgroup': '4:cpu,cpuacct:/docker/abc\n1:name=systemd:/\n' };

test.for<[string, Record<string, string>, [cpus: number, workers: number]]>([
  ['without cgroups', {}, [16, 12]],
  [
    'in a v2 group without a limit',
    { ...V2, 'sys/fs/cgroup/ci/job/cpu.max': 'max 100000' },
    [16, 12],
  ],
  ['in a v2 group of 4 CPUs', { ...V2, 'sys/fs/cgroup/ci/job/cpu.max': '400000 100000' }, [4, 3]],
  [
    'in a v2 group whose ancestor has less',
    {
      ...V2,
      'sys/fs/cgroup/ci/job/cpu.max': '400000 100000',
      'sys/fs/cgroup/ci/cpu.max': '250000 100000',
    },
    [2.5, 1],
  ],
  [
    'in a v2 group of half a CPU',
    { ...V2, 'sys/fs/cgroup/ci/job/cpu.max': '50000 100000' },
    [0.5, 1],
  ],
  [
    'in a v1 group of 8 CPUs',
    {
      ...V1,
      'sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us': '800000',
      'sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us': '100000',
    },
    [8, 6],
  ],
  [
    'in a v1 group without a limit, below one of 2 CPUs',
    {
      ...V1,
      'sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us': '-1',
      'sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us': '100000',
      'sys/fs/cgroup/cpu/docker/cpu.cfs_quota_us': '200000',
      'sys/fs/cgroup/cpu/docker/cpu.cfs_period_us': '100000',
    },
    [2, 1],
  ],
  [
    'in a group with more CPUs than the machine has',
    { ...V2, 'sys/fs/cgroup/ci/cpu.max': '6400000 100000' },
    [16, 12],
  ],
])('counts CPUs and workers %s', async ([, files, expected]) => {
  expect(await onMachine(files)).toEqual(expected);
});

test('counts 3 CPUs for a process bound to 3, whatever its quota', () => {
  expect(usableCpus({ affinity: 3, quota: 8 })).toBe(3);
});
