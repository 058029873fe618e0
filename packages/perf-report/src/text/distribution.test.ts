import { expect, test } from 'vitest';
import { renderDistribution } from './distribution.ts';

test('puts values that lie close together into bins of equal width', () => {
  const samples = [1, 1, 1, 1, 2, 3, 3, 9];
  expect(renderDistribution(samples, 'ms').split('\n')).toEqual([
    'n 8 · min 1 ms · p50 1.50 ms · p95 6.90 ms · p99 8.58 ms · max 9 ms',
    '1–2 ms  ██████████████████████████████  4',
    '2–3 ms  ████████                        1',
    '3–4 ms  ███████████████                 2',
    '4–5 ms                                  0',
    '5–6 ms                                  0',
    '6–7 ms                                  0',
    '7–8 ms                                  0',
    '8–9 ms  ████████                        1',
  ]);
});

test('puts values that reach far into bins that grow by a factor, and loses none', () => {
  const samples = [1, 1.5, 2, 3, 256];
  const [, ...bins] = renderDistribution(samples, 'ms').split('\n');
  expect(bins.map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
    '1–2 ms',
    '2–4 ms',
    '4–8 ms',
    '8–16 ms',
    '16–32 ms',
    '32–64 ms',
    '64–128 ms',
    '128–256 ms',
  ]);
  expect(bins.map((line) => Number(line.split(' ').at(-1)))).toEqual([2, 2, 0, 0, 0, 0, 0, 1]);
});

test('shows no histogram for a single value', () => {
  expect(renderDistribution([5, 5], 'bytes')).toBe(
    'n 2 · min 5 B · p50 5 B · p95 5 B · p99 5 B · max 5 B',
  );
});
