import type { BenchOptions } from 'tinybench';
import type { BenchResult } from 'vitest';
import { HostError } from './errors.ts';
import { AwaitedRun } from './awaited-run.ts';
import { type DeclaredFunction, readBenchArguments } from './bench-arguments.ts';
import { readRunOptions } from './run-options.ts';
import { Unmeasured } from './unmeasured.ts';

/** Result of `run()` and `compare()`: times in ms and rates per second, as in Vitest. */
export type BenchOutcome = BenchResult;

/** The `bench` fixture of a test: declares benchmarks, and compares them in one run. */
export interface BenchFixture {
  (name: unknown, second: unknown, third?: unknown): Registration;
  compare: (...args: unknown[]) => Promise<{ get: (name: string) => BenchOutcome }>;
}

interface Registration {
  name: string;
  run: (options?: unknown) => Promise<BenchOutcome>;
}

/** A benchmark that a test runs, with its options for `run` or `compare`. */
export interface BenchmarkToRun extends DeclaredFunction {
  options: BenchOptions;
}

export interface BenchFixtureOptions {
  /** Called for each benchmark that the test runs. The test gets its result. */
  measure: (benchmark: BenchmarkToRun) => Promise<BenchOutcome>;
  /** Measure the benchmarks of a comparison from last to first. @default false */
  reversed?: boolean;
}

/**
 * Makes the fixture of one test. Benchmarks run one after the other, even when the test awaits several at once.
 *
 * @returns The fixture, and a list of benchmarks that the test has declared and not measured, to be read at its end.
 */
export function createBenchFixture({
  measure: measureOne,
  reversed = false,
}: BenchFixtureOptions): {
  bench: BenchFixture;
  unmeasured: Unmeasured;
} {
  const benchmarks = new WeakMap<Registration, DeclaredFunction>();
  const measured = new Set<string>();
  const unmeasured = new Unmeasured();
  let last: Promise<unknown> = Promise.resolve();

  const measure = async (
    benchmark: DeclaredFunction,
    options: BenchOptions,
  ): Promise<BenchOutcome> => {
    if (measured.has(benchmark.name)) {
      throw new HostError(
        'NAME_TAKEN',
        `A test can measure "${benchmark.name}" once: give the other another name.`,
      );
    }
    measured.add(benchmark.name);
    return measureOne({ ...benchmark, options: { ...benchmark.options, ...options } });
  };

  const inTurn = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(run, run);
    last = mine;
    return mine;
  };

  const bench = (...args: unknown[]): Registration => {
    const benchmark = readBenchArguments(args);
    const { name } = benchmark;
    const registration: Registration = {
      name,
      run: (given) => {
        const options = readRunOptions(given, 'bench(…).run(options)');
        const run = new AwaitedRun(() => inTurn(() => measure(benchmark, options)));
        unmeasured.started(registration, run);
        return run;
      },
    };
    benchmarks.set(registration, benchmark);
    unmeasured.declared(registration);
    return registration;
  };

  const compare = (...args: unknown[]) => {
    const isRegistration = (value: unknown) => benchmarks.has(value as Registration);
    const given = args.length === 0 || isRegistration(args.at(-1)) ? undefined : args.pop();
    const run = new AwaitedRun(async () => {
      const options = readRunOptions(given, 'bench.compare(…, options)');
      const compared = args.map((registration) => {
        const benchmark = benchmarks.get(registration as Registration);
        if (benchmark === undefined)
          throw new HostError('MISUSED', 'bench.compare() takes what bench() returns.');
        return benchmark;
      });
      if (compared.length < 2)
        throw new HostError('MISUSED', 'bench.compare() needs at least two benchmarks.');
      const outcomes = new Map<string, BenchOutcome>();
      await inTurn(async () => {
        for (const benchmark of reversed ? compared.toReversed() : compared) {
          outcomes.set(benchmark.name, await measure(benchmark, options));
        }
      });
      return storageOf(outcomes);
    });
    for (const registration of args.filter(isRegistration)) {
      unmeasured.started(registration as Registration, run);
    }
    return run;
  };

  const from = () => {
    throw HostError.notSupplied('bench.from()');
  };
  return { bench: Object.assign(bench, { compare, from }), unmeasured };
}

function storageOf(outcomes: ReadonlyMap<string, BenchOutcome>) {
  return {
    get(name: string): BenchOutcome {
      const outcome = outcomes.get(name);
      if (outcome === undefined)
        throw new HostError('MISUSED', `"${name}" is not part of this comparison.`);
      return outcome;
    },
  };
}
