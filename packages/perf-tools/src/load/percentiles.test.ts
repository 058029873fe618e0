import { expect, test } from 'vitest';
import { percentilesMs } from './percentiles.ts';

test('computes exact percentiles of unsorted values, and leaves these unchanged', () => {
  const values = Float64Array.from({ length: 1_001 }, (_, index) => 1_000 - index);
  expect(percentilesMs(values)).toEqual({
    p50: 500,
    p90: 900,
    p95: 950,
    p99: 990,
    p999: 999,
    max: 1_000,
  });
  expect(values[0]).toBe(1_000);
  expect(percentilesMs(new Float64Array())).toBeNull();
});
