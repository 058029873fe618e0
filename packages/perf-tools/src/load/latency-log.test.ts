import { expect, test } from 'vitest';
import { LatencyLog } from './latency-log.ts';

test.each([0, 1, 65_536, 65_537, 200_000])('keeps %i numbers in their order', (count) => {
  const log = new LatencyLog();
  for (let value = 0; value < count; value += 1) log.append(value + 0.5);
  const values = log.toArray();
  expect(values).toHaveLength(count);
  expect(values.every((value, index) => value === index + 0.5)).toBe(true);
});
