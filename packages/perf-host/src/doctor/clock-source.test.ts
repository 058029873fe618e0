import { expect, test } from 'vitest';
import { checkClockSource } from './clock-source.ts';
import { recordedFiles } from './system-files.ts';

const FOLDER = '/sys/devices/system/clocksource/clocksource0';

function sources(current: string, available: string) {
  return recordedFiles({
    [`${FOLDER}/current_clocksource`]: `${current}\n`,
    [`${FOLDER}/available_clocksource`]: `${available} \n`,
  });
}

test('sources that are read without a system call are good', () => {
  expect(checkClockSource(sources('tsc', 'tsc kvm-clock')).state).toBe('good');
  expect(checkClockSource(sources('arch_sys_counter', 'arch_sys_counter')).state).toBe('good');
});

test('a slow one is bad, with the command where there is a better one', () => {
  expect(checkClockSource(sources('hpet', 'tsc hpet acpi_pm'))).toMatchObject({
    state: 'bad',
    advice: `Take a faster one: echo tsc | sudo tee ${FOLDER}/current_clocksource`,
  });
  expect(checkClockSource(sources('xen', 'xen'))).toMatchObject({
    state: 'warn',
    advice: expect.stringContaining('dmesg') as string,
  });
});

test('without the folder nothing is claimed', () => {
  expect(checkClockSource(recordedFiles({})).state).toBe('unknown');
});
