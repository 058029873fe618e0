import type * as Sampler from '../bench/host/sampler.ts';

let copies = 0;

/**
 * The sampler's function in a copy of its own. A fork measures one test, Vitest all tests of a
 * file in one process: there the loop around the benchmark would have seen so many functions
 * that the compiler calls instead of inlining, and 1 ns would read as 5 ns.
 */
export async function freshSampler(): Promise<typeof Sampler.sample> {
  copies += 1;
  const url = new URL(`../bench/host/sampler.ts?copy=${copies}`, import.meta.url);
  const { sample } = (await import(url.href)) as typeof Sampler;
  return sample;
}
