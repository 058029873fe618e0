import type { BenchOptions, FnOptions } from 'tinybench';
import { mean } from '../../stats/mean-interval.ts';
import type { ForkMessage, Sampling } from '../../fork/protocol.ts';
import { HostError } from './errors.ts';
import type { Benchmark } from './batch-timer.ts';
import { sample } from './sampler.ts';
import { whileWatchingOutput } from './standard-output.ts';

/** What `run()` and `compare()` resolve to: times in ms and rates per second, as in Vitest. */
export interface BenchOutcome {
  name: string;
  latency: { mean: number; samplesCount: number };
  throughput: { mean: number; samplesCount: number };
}

/** The `bench` fixture of a test: declares benchmarks, and compares them in one run. */
export interface BenchFixture {
  (name: string, run: () => unknown): PublicRegistration;
  (name: string, options: FnOptions, run: () => unknown): PublicRegistration;
  compare: (...args: unknown[]) => Promise<{ get: (name: string) => BenchOutcome }>;
}

interface PublicRegistration {
  name: string;
  run: (options?: BenchOptions) => Promise<BenchOutcome>;
}

/** Makes the fixture of one test. Each benchmark is told to `tell` as it starts and ends. */
export function createBenchFixture(
  sampling: Sampling,
  tell: (message: ForkMessage) => void,
): BenchFixture {
  const benchmarks = new WeakMap<PublicRegistration, Benchmark>();
  const measured = new Set<string>();

  const measure = async (benchmark: Benchmark, options?: BenchOptions): Promise<BenchOutcome> => {
    if (measured.has(benchmark.name)) {
      throw new HostError(
        'NAME_TAKEN',
        `A test can measure "${benchmark.name}" once: give the other another name.`,
      );
    }
    measured.add(benchmark.name);
    tell({ event: 'started', what: benchmark.name });
    const { result: fork, output } = await whileWatchingOutput(() =>
      sample(benchmark, sampling, options),
    );
    if (output !== '') {
      throw new HostError(
        'WROTE_OUTPUT',
        `it wrote to standard output, which would be measured with it: ${JSON.stringify(output)}`,
      );
    }
    tell({ event: 'measured', benchmark: benchmark.name, fork });
    const meanMs = mean(fork.samples) / 1e6;
    const samplesCount = fork.samples.length;
    return {
      name: benchmark.name,
      latency: { mean: meanMs, samplesCount },
      throughput: { mean: 1000 / meanMs, samplesCount },
    };
  };

  const bench = (nameOrFunction: unknown, second: unknown, third?: unknown): PublicRegistration => {
    const run = third ?? second;
    if (typeof run !== 'function') {
      throw new HostError('MISUSED', 'bench(name, [options], fn) needs a function to measure.');
    }
    const name = typeof nameOrFunction === 'function' ? nameOrFunction.name : nameOrFunction;
    const benchmark: Benchmark = {
      name: typeof name === 'string' && name !== '' ? name : '<anonymous>',
      run: run as () => unknown,
      hooks: third === undefined ? {} : (second as FnOptions),
    };
    const registration: PublicRegistration = {
      name: benchmark.name,
      run: (options) => measure(benchmark, options),
    };
    benchmarks.set(registration, benchmark);
    return registration;
  };

  const compare = async (...args: unknown[]) => {
    const options = benchmarks.has(args.at(-1) as PublicRegistration)
      ? undefined
      : (args.pop() as BenchOptions | undefined);
    const compared = args.map((registration) => {
      const benchmark = benchmarks.get(registration as PublicRegistration);
      if (benchmark === undefined)
        throw new HostError('MISUSED', 'bench.compare() takes what bench() returns.');
      return benchmark;
    });
    if (compared.length < 2)
      throw new HostError('MISUSED', 'bench.compare() needs at least two benchmarks.');
    const outcomes = new Map<string, BenchOutcome>();
    for (const benchmark of sampling.reversed ? compared.toReversed() : compared) {
      outcomes.set(benchmark.name, await measure(benchmark, options));
    }
    return {
      get(name: string) {
        const outcome = outcomes.get(name);
        if (outcome === undefined)
          throw new HostError('MISUSED', `"${name}" is not part of this comparison.`);
        return outcome;
      },
    };
  };

  const from = () => {
    throw HostError.notSupplied('bench.from()');
  };
  return Object.assign(bench, { compare, from });
}
