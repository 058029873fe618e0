import { expect, test } from 'vitest';
import { checkSwap } from './swap.ts';
import { recordedFiles } from './system-files.ts';

function memory({ availableKib = 6 * 2 ** 20, swapKib = 0, swapFreeKib = 0, moved = 0 }) {
  return recordedFiles({
    '/proc/meminfo': [
      'MemTotal:        8388608 kB',
      `MemAvailable:    ${availableKib} kB`,
      `SwapTotal:       ${swapKib} kB`,
      `SwapFree:        ${swapFreeKib} kB`,
      '',
    ].join('\n'),
    '/proc/vmstat': `nr_free_pages 1\npswpin ${moved}\npswpout 5\n`,
  });
}

test('calls no swap or unused swap good', () => {
  const none = memory({});
  expect(checkSwap(none, none)).toMatchObject({ state: 'good', found: '6 GiB free, no swap' });
  const idle = memory({ swapKib: 1024, swapFreeKib: 1024 });
  expect(checkSwap(idle, idle).state).toBe('good');
});

test('warns about used swap, and calls pages that move now bad', () => {
  const used = memory({ swapKib: 2048, swapFreeKib: 1024 });
  expect(checkSwap(used, used)).toMatchObject({
    state: 'warn',
    found: '6 GiB free, 1 MiB of 2 MiB swap used',
  });
  const moving = memory({ swapKib: 2048, swapFreeKib: 1024, moved: 12 });
  expect(checkSwap(used, moving)).toMatchObject({
    state: 'bad',
    found: expect.stringContaining('12 pages moved now') as string,
  });
});

test('calls hardly any memory left bad, also without swap', () => {
  const low = memory({ availableKib: 100_000 });
  expect(checkSwap(low, low).state).toBe('bad');
});

test('claims nothing without /proc', () => {
  expect(checkSwap(recordedFiles({}), recordedFiles({})).state).toBe('unknown');
});
