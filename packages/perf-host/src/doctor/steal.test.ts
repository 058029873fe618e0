import { expect, test } from 'vitest';
import { checkSteal } from './steal.ts';
import { recordedFiles } from './system-files.ts';

/** user nice system idle iowait irq softirq steal guest guest_nice */
function stat(idle: number, stolen: number, guest = 0) {
  return recordedFiles({
    '/proc/stat': `cpu  1000 0 500 ${idle} 10 0 5 ${stolen} ${guest} 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n`,
  });
}

test.each([
  ['nothing', stat(100_000, 0), stat(100_200, 0), 'good', '0 % now, 0 % since boot'],
  ['one tick', stat(100_000, 0), stat(100_199, 1), 'good', '0.5 % now, 0 % since boot'],
  ['two in a hundred', stat(100_000, 0), stat(100_196, 4), 'warn', '2 % now, 0 % since boot'],
  ['a tenth', stat(100_000, 0), stat(100_180, 20), 'bad', '10 % now, 0.02 % since boot'],
  [
    'much, before',
    stat(90_000, 10_000),
    stat(90_200, 10_000),
    'warn',
    '0 % now, 9.83 % since boot',
  ],
])('%s stolen', (_what, before, after, state, found) => {
  expect(checkSteal(before, after)).toMatchObject({ state, found });
});

test('does not count the time of guests twice', () => {
  expect(checkSteal(stat(100, 0), stat(150, 50, 1e6)).found).toMatch(/^50 % now/);
});

test('claims nothing without /proc/stat', () => {
  expect(checkSteal(recordedFiles({}), recordedFiles({})).state).toBe('unknown');
});
