import { expect, test } from 'vitest';
import { checkGovernor } from './governor.ts';
import { recordedFiles } from './system-files.ts';

function cpus(...governors: string[]) {
  return recordedFiles(
    Object.fromEntries(
      governors.map((governor, cpu) => [
        `/sys/devices/system/cpu/cpu${cpu}/cpufreq/scaling_governor`,
        `${governor}\n`,
      ]),
    ),
  );
}

test('calls performance on every CPU good', () => {
  expect(checkGovernor(cpus('performance', 'performance'))).toMatchObject({
    state: 'good',
    found: 'performance on 2 CPUs',
    advice: null,
  });
});

test('warns with the command when one CPU saves power', () => {
  expect(checkGovernor(cpus('performance', 'schedutil'))).toMatchObject({
    state: 'warn',
    found: 'performance, schedutil on 2 CPUs',
    advice: expect.stringContaining('cpupower frequency-set --governor performance') as string,
  });
});

test('ignores other folders beside the CPUs, and claims nothing without governors', () => {
  const files = recordedFiles({ '/sys/devices/system/cpu/cpufreq/boost': '1\n' });
  expect(checkGovernor(files).state).toBe('unknown');
});
