import { expect, test } from 'vitest';
import { checkQuota } from './quota.ts';
import { recordedFiles } from './system-files.ts';

const V2_STAT = (stops: number) =>
  `usage_usec 90\nuser_usec 60\nsystem_usec 30\nnr_periods 40\nnr_throttled ${stops}\nthrottled_usec 5000\n`;

function v2(quota: string, stops = 0) {
  return recordedFiles({
    '/proc/self/cgroup': '0::/pod/box\n',
    '/sys/fs/cgroup/pod/cpu.max': `${quota} 100000\n`,
    '/sys/fs/cgroup/pod/cpu.stat': V2_STAT(stops),
    '/sys/fs/cgroup/pod/box/cpu.max': 'max 100000\n',
  });
}

test.each([
  ['max', 'good', 'none'],
  ['400000', 'good', '4 cores'],
  ['150000', 'warn', '1.5 cores of 4, stopped 3 times so far'],
  ['50000', 'bad', '0.5 cores of 4, stopped 3 times so far'],
])('a quota of %s in an ancestor is %s', (quota, state, found) => {
  expect(checkQuota(v2(quota, 3), v2(quota, 3), 4)).toMatchObject({ state, found });
});

test('calls being stopped during the check bad, however large the quota is', () => {
  expect(checkQuota(v2('400000', 3), v2('400000', 9), 4)).toMatchObject({
    state: 'bad',
    found: '4 cores, stopped 6 times during this check',
  });
});

test('reads the files of cgroup v1', () => {
  const files = (stops: number) =>
    recordedFiles({
      '/proc/self/cgroup': '5:memory:/box\n4:cpu,cpuacct:/box\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      '/sys/fs/cgroup/cpu/box/cpu.cfs_quota_us': '150000\n',
      '/sys/fs/cgroup/cpu/box/cpu.cfs_period_us': '100000\n',
      '/sys/fs/cgroup/cpu/box/cpu.stat': `nr_periods 40\nnr_throttled ${stops}\nthrottled_time 7000000\n`,
    });
  expect(checkQuota(files(1), files(1), 2).found).toBe('1.5 cores of 2, stopped 1 times so far');
  expect(checkQuota(files(1), files(2), 2).state).toBe('bad');
});

test('claims nothing without cgroups', () => {
  expect(checkQuota(recordedFiles({}), recordedFiles({}), 2).state).toBe('unknown');
});
