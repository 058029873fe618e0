import type { BenchmarkProvider } from 'vitest';
import { readBenchArguments } from '../bench/host/bench-arguments.ts';
import { toBenchResult } from '../bench/host/bench-result.ts';
import { PhasedBenchmark } from '../bench/host/phases.ts';
import { readRunOptions } from '../bench/host/run-options.ts';
import { benchPlan, samplingOf } from '../bench/plan.ts';
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
    // Sampling stops when Vitest gives up the test.
    const { signal } = test.context;
    const results = [];
    for (const { name, fn, fnOpts = {} } of registrations) {
      const declared = readBenchArguments([name, fnOpts, fn]);
      const ofRun = readRunOptions(options, 'bench(…).run(options)');
      const benchmark = new PhasedBenchmark({
        ...declared,
        options: { signal, ...declared.options, ...ofRun },
      });
      const fork = await sample(benchmark, sampling);
      const { retainSamples = config.retainSamples } = benchmark.options;
      results.push(toBenchResult(name, fork, retainSamples ?? false));
    }
    return results;
  },
};

export default provider;
