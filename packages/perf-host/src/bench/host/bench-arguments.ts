import { inspect } from 'node:util';
import type { BenchOptions, FnOptions } from 'tinybench';
import { BENCH_INSTRUMENTS, type BenchInstruments } from '../../fork/bench-options.ts';
import { HostError } from './errors.ts';
import { checkFunction, isRunOption, readRunOptions } from './run-options.ts';

/** A benchmark as `bench(name, options, fn)` declares it. */
export interface DeclaredFunction {
  name: string;
  run: () => unknown;
  hooks: FnOptions;
  /** Options of a run; `run` and `compare` may replace them. */
  options: BenchOptions;
  /** The instruments that it asks for. null: it leaves the choice to perf-kit. */
  instruments: BenchInstruments | null;
}

const WHERE = 'bench(name, options, fn)';
const HOOKS = ['beforeAll', 'afterAll', 'beforeEach', 'afterEach'] as const;
/** Options that only affect Vitest's own tables, or how a function is called, which the host finds out itself. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['perProject', 'async']);

/**
 * Reads the arguments of `bench`.
 *
 * @throws {HostError} `MISUSED` for arguments that Vitest refuses too, `NOT_SUPPLIED` for what the host does not support.
 */
export function readBenchArguments(args: readonly unknown[]): DeclaredFunction {
  const [named, second, third] = args;
  if (typeof second === 'function' && third !== undefined) {
    throw new HostError(
      'MISUSED',
      `bench() takes options as its second argument, as in Vitest 5: ${WHERE}.`,
    );
  }
  const run = third ?? second;
  if (typeof run !== 'function') {
    throw new HostError('MISUSED', 'bench(name, [options], fn) needs a function to measure.');
  }
  const name = typeof named === 'function' ? named.name : named;
  return {
    name: typeof name === 'string' && name !== '' ? name : '<anonymous>',
    run: run as () => unknown,
    ...splitOptions(third === undefined ? {} : second),
  };
}

/** Splits options into those of perf-kit, those of a run, and the hooks. */
function splitOptions(
  options: unknown,
): Pick<DeclaredFunction, 'hooks' | 'instruments' | 'options'> {
  if (typeof options !== 'object' || options === null) {
    throw new HostError('MISUSED', `options in ${WHERE} are an object; got ${inspect(options)}.`);
  }
  const { instruments = null, ...rest } = options as Record<string, unknown>;
  const hooks: Record<string, unknown> = {};
  const runOptions: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    if ((HOOKS as readonly string[]).includes(name)) {
      checkFunction(value, `${name} in ${WHERE}`);
      hooks[name] = value;
    } else if (isRunOption(name)) runOptions[name] = value;
    else if (value !== undefined && !WITHOUT_EFFECT.has(name)) {
      throw HostError.notSupplied(`the option "${name}" of ${WHERE}`);
    }
  }
  return {
    hooks,
    options: readRunOptions(runOptions, WHERE),
    instruments: instruments === null ? null : checkInstruments(instruments),
  };
}

function checkInstruments(instruments: unknown): BenchInstruments {
  const isValid =
    Array.isArray(instruments) &&
    instruments.length > 0 &&
    instruments.every((name) => (BENCH_INSTRUMENTS as readonly unknown[]).includes(name));
  if (isValid) return instruments as unknown as BenchInstruments;
  throw new HostError(
    'MISUSED',
    `bench(name, { instruments }, fn) takes a list of ${BENCH_INSTRUMENTS.join(', ')}; got ${inspect(instruments)}.`,
  );
}
