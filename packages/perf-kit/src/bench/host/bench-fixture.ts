import type { BenchOptions, FnOptions } from 'tinybench';
import { BENCH_INSTRUMENTS, type BenchInstruments } from '../bench-options.ts';
import { HostError } from './errors.ts';
import type { Benchmark } from './batch-timer.ts';

/** What a bench file declared with `bench(name, options, fn)`. */
export interface DeclaredFunction extends Benchmark {
  /** The instruments that it asks for. null: it leaves the choice to perf-kit. */
  instruments: BenchInstruments | null;
}

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

export interface BenchFixtureOptions {
  /** Called for each benchmark that the test runs; what it gives is what the test is given. */
  measure: (benchmark: DeclaredFunction, options?: BenchOptions) => Promise<BenchOutcome>;
  /** Take the benchmarks of a comparison from last to first. @default false */
  reversed?: boolean;
}

/** Makes the fixture of one test. */
export function createBenchFixture({
  measure: measureOne,
  reversed = false,
}: BenchFixtureOptions): BenchFixture {
  const benchmarks = new WeakMap<PublicRegistration, DeclaredFunction>();
  const measured = new Set<string>();

  const measure = async (
    benchmark: DeclaredFunction,
    options?: BenchOptions,
  ): Promise<BenchOutcome> => {
    if (measured.has(benchmark.name)) {
      throw new HostError(
        'NAME_TAKEN',
        `A test can measure "${benchmark.name}" once: give the other another name.`,
      );
    }
    measured.add(benchmark.name);
    return measureOne(benchmark, options);
  };

  const bench = (nameOrFunction: unknown, second: unknown, third?: unknown): PublicRegistration => {
    const run = third ?? second;
    if (typeof run !== 'function') {
      throw new HostError('MISUSED', 'bench(name, [options], fn) needs a function to measure.');
    }
    const name = typeof nameOrFunction === 'function' ? nameOrFunction.name : nameOrFunction;
    const benchmark: DeclaredFunction = {
      name: typeof name === 'string' && name !== '' ? name : '<anonymous>',
      run: run as () => unknown,
      ...splitOptions(third === undefined ? {} : second),
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
    for (const benchmark of reversed ? compared.toReversed() : compared) {
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

/** The options of perf-kit apart from those that the sampler knows. */
function splitOptions(options: unknown): Pick<DeclaredFunction, 'hooks' | 'instruments'> {
  const { instruments = null, ...hooks } = options as FnOptions & { instruments?: unknown };
  return { hooks, instruments: instruments === null ? null : checkInstruments(instruments) };
}

function checkInstruments(instruments: unknown): BenchInstruments {
  const isValid =
    Array.isArray(instruments) &&
    instruments.length > 0 &&
    instruments.every((one) => (BENCH_INSTRUMENTS as readonly unknown[]).includes(one));
  if (isValid) return instruments as unknown as BenchInstruments;
  throw new HostError(
    'MISUSED',
    `bench(name, { instruments }, fn) takes a list of ${BENCH_INSTRUMENTS.join(', ')}; got ${JSON.stringify(instruments)}.`,
  );
}
