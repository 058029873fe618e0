import { expect, test } from 'vitest';
import { freshSampler } from './fresh-sampler.ts';

test('each sampler is a function of its own, so that none has seen the benchmarks of another', async () => {
  expect(await freshSampler()).not.toBe(await freshSampler());
});
