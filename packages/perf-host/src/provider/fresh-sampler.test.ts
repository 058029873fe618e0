import { expect, test } from 'vitest';
import { freshSampler } from './fresh-sampler.ts';

test('makes each sampler a function of its own, which has seen no other benchmark', async () => {
  expect(await freshSampler()).not.toBe(await freshSampler());
});
