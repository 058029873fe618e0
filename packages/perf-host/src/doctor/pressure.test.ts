import { expect, test } from 'vitest';
import { checkPressure } from './pressure.ts';
import { recordedFiles } from './system-files.ts';

function totals(cpu: number, memory: number, io: number) {
  const text = (total: number) =>
    `some avg10=0.54 avg60=8.76 avg300=8.85 total=${total}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7\n`;
  return recordedFiles({
    '/proc/pressure/cpu': text(cpu),
    '/proc/pressure/memory': text(memory),
    '/proc/pressure/io': text(io),
  });
}

test.each([
  [totals(1000, 0, 0), totals(21_000, 0, 0), 'good', 'cpu 2 %, memory 0 %, io 0 %'],
  [totals(0, 0, 0), totals(100_000, 0, 0), 'warn', 'cpu 10 %, memory 0 %, io 0 %'],
  [totals(0, 0, 0), totals(0, 400_000, 9), 'bad', 'cpu 0 %, memory 40 %, io 0 %'],
])('over a second (%#)', (before, after, state, found) => {
  expect(checkPressure(before, after, 1000)).toMatchObject({ state, found });
});

test('names the resource that is short', () => {
  const { advice } = checkPressure(totals(0, 0, 0), totals(60_000, 0, 300_000), 1000);
  expect(advice).toContain('wait for the disk');
});

test('says how to enable pressure in the kernel', () => {
  expect(checkPressure(recordedFiles({}), recordedFiles({}), 1000)).toMatchObject({
    state: 'unknown',
    advice: 'On Linux: boot with psi=1',
  });
});
