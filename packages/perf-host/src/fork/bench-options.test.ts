import { type BenchFnOptions, expect, test } from 'vitest';
import { BENCH_INSTRUMENTS } from './bench-options.ts';

test("adds the instruments of a benchmark to Vitest's types", () => {
  const options: BenchFnOptions = { instruments: ['instructions', 'allocated'] };
  expect(BENCH_INSTRUMENTS).toEqual(expect.arrayContaining([...(options.instruments ?? [])]));
  // @ts-expect-error: there is no such instrument
  const wrong: BenchFnOptions = { instruments: ['instruction'] };
  expect(BENCH_INSTRUMENTS).not.toContain(wrong.instruments?.[0]);
});
