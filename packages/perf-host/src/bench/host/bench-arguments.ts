import { inspect } from 'node:util';
import type { BenchOptions, FnOptions } from 'tinybench';
import { BENCH_INSTRUMENTS, type BenchInstruments } from '../../fork/bench-options.ts';
import { HostError } from './errors.ts';
import { checkFunction, isRunOption, readRunOptions } from './run-options.ts';

/** What a bench file declared with `bench(name, options, fn)`. */
export interface DeclaredFunction {
  name: string;
  run: () => unknown;
  hooks: FnOptions;
  /** Options of a run that were given here: `run` and `compare` may replace them. */
  options: BenchOptions;
  /** The instruments that it asks for. null: it leaves the choice to perf-kit. */
  instruments: BenchInstruments | null;
}

const WHERE = 'bench(name, options, fn)';
const HOOKS = ['beforeAll', 'afterAll', 'beforeEach', 'afterEach'] as const;
/** Of an effect on Vitest's own tables only, or on how a function is called, which is found out. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['perProject', 'async']);

/**
 * Reads the arguments of `bench`.
 *
 * @throws {HostError} `MISUSED` for what Vitest refuses too, `NOT_SUPPLIED` for what the host does not do.
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

/** The options of perf-kit, those of a run, and the hooks. */
function splitOptions(
  options: unknown,
): Pick<DeclaredFunction, 'hooks' | 'instruments' | 'options'> {
  if (typeof options !== 'object' || options === null) {
    throw new HostError('MISUSED', `options in ${WHERE} are an object; got ${inspect(options)}.`);
  }
  const { instruments = null, ...rest } = options as Record<string, unknown>;
  const hooks: Record<string, unknown> = {};
  const ofRun: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    if ((HOOKS as readonly string[]).includes(name)) {
      checkFunction(value, `${name} in ${WHERE}`);
      hooks[name] = value;
    } else if (isRunOption(name)) ofRun[name] = value;
    else if (value !== undefined && !WITHOUT_EFFECT.has(name)) {
      throw HostError.notSupplied(`the option "${name}" of ${WHERE}`);
    }
  }
  return {
    hooks,
    options: readRunOptions(ofRun, WHERE),
    instruments: instruments === null ? null : checkInstruments(instruments),
  };
}

function checkInstruments(instruments: unknown): BenchInstruments {
  const isValid =
    Array.isArray(instruments) &&
    instruments.length > 0 &&
    instruments.every((one) => (BENCH_INSTRUMENTS as readonly unknown[]).includes(one));
  if (isValid) return instruments as unknown as BenchInstruments;
  throw new HostError(
    'MISUSED',
    `bench(name, { instruments }, fn) takes a list of ${BENCH_INSTRUMENTS.join(', ')}; got ${inspect(instruments)}.`,
  );
}
