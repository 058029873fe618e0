import type * as Sampler from '../bench/host/sampler.ts';

let copies = 0;

/**
 * Loads a separate copy of the sampler. A fork measures one test, but Vitest measures all tests of a file in one process.
 * There the loop around the benchmark would have seen so many functions that the compiler no longer inlines them, and
 * 1 ns would read as 5 ns.
 */
export async function freshSampler(): Promise<typeof Sampler.sample> {
  copies += 1;
  const url = new URL(`../bench/host/sampler.ts?copy=${copies}`, import.meta.url);
  const { sample } = (await import(url.href)) as typeof Sampler;
  return sample;
}
