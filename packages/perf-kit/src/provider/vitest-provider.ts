import type { BenchmarkProvider } from 'vitest';
import { benchPlan, samplingOf } from '../bench/plan.ts';
import { toBenchResult } from './bench-result.ts';
import { freshSampler } from './fresh-sampler.ts';

/**
 * Vitest's `benchmark.provider`: `vitest bench` measures each benchmark with the sampler of
 * perf-kit's forks and the settings of one fork, in the process that Vitest gives it.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({
 *   test: {
 *     pool: 'forks',
 *     experimental: { viteModuleRunner: false },
 *     benchmark: { provider: '@night-pilot/perf-kit/vitest' },
 *   },
 * });
 */
const provider: BenchmarkProvider = {
  async run({ test, config, registrations, options }) {
    const sample = await freshSampler();
    const sampling = samplingOf(benchPlan(false), { reversed: false });
    // A test that Vitest gives up stops sampling.
    const { signal } = test.context;
    const results = [];
    for (const { name, fn, fnOpts = {} } of registrations) {
      const benchmark = { name, run: fn, hooks: fnOpts };
      const fork = await sample(benchmark, sampling, { signal, ...options });
      results.push(toBenchResult(name, fork, config.retainSamples ?? false));
    }
    return results;
  },
};

export default provider;
