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

test('calls sources good that are read without a system call', () => {
  expect(checkClockSource(sources('tsc', 'tsc kvm-clock')).state).toBe('good');
  expect(checkClockSource(sources('arch_sys_counter', 'arch_sys_counter')).state).toBe('good');
});

test('calls a slow source bad, with the command if there is a better one', () => {
  expect(checkClockSource(sources('hpet', 'tsc hpet acpi_pm'))).toMatchObject({
    state: 'bad',
    advice: `Take a faster one: echo tsc | sudo tee ${FOLDER}/current_clocksource`,
  });
  expect(checkClockSource(sources('xen', 'xen'))).toMatchObject({
    state: 'warn',
    advice: expect.stringContaining('dmesg') as string,
  });
});

test('claims nothing when the folder is missing', () => {
  expect(checkClockSource(recordedFiles({})).state).toBe('unknown');
});
