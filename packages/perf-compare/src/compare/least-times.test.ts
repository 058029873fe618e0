import { expect, test } from 'vitest';
import { leastTimes } from './least-times.ts';

const differs = ({ base, head }: { base: number; head: number }) => head > 1.3 * base;

test('reads times again until a slow reading of one version is explained', async () => {
  const readings = [
    { base: 1.9, head: 1.8 },
    { base: 2, head: 1.1 },
  ];
  const read = () => Promise.resolve(readings.shift() ?? null);
  expect(await leastTimes({ base: 1, head: 2 }, differs, read)).toEqual({ base: 1, head: 1.1 });
});

test('keeps a difference that every reading shows, after four of them', async () => {
  let readings = 0;
  const read = () => Promise.resolve({ base: 1 + (readings += 1) / 10, head: 2 });
  expect(await leastTimes({ base: 1, head: 2 }, differs, read)).toEqual({ base: 1, head: 2 });
  expect(readings).toBe(3);
});

test('keeps what it has when the versions cannot be read again', async () => {
  const read = () => Promise.resolve(null);
  expect(await leastTimes({ base: 1, head: 2 }, differs, read)).toEqual({ base: 1, head: 2 });
});
