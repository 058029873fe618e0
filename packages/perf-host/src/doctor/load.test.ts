import { expect, test } from 'vitest';
import { checkLoad } from './load.ts';

const processes = ['a', 'b', 'c', 'd'].map((name, index) => ({ pid: index + 1, name, cpuMs: 40 }));

test.each([
  [20, 'good'],
  [150, 'warn'],
  [600, 'bad'],
])('%i ms of a second on other processes is %s', (cpuMs, state) => {
  expect(checkLoad({ elapsedMs: 1000, cpuMs, processes: [] }).state).toBe(state);
});

test('names the three busiest', () => {
  expect(checkLoad({ elapsedMs: 1000, cpuMs: 160, processes }).found).toBe(
    '16 % of a core: a (1) 4 %, b (2) 4 %, c (3) 4 %',
  );
});

test('never reports a negative load when the clock is coarse', () => {
  expect(checkLoad({ elapsedMs: 1000, cpuMs: -3, processes: [] }).found).toBe('0 % of a core');
});
