import { inspect } from 'node:util';
import type { BenchOptions } from 'tinybench';
import { HostError } from './errors.ts';

const SHORT = { depth: 0, breakLength: Infinity };
const AMOUNTS = ['time', 'iterations', 'warmupTime', 'warmupIterations'] as const;
const FUNCTIONS = ['setup', 'teardown'] as const;
/** Accepted without effect: names, how errors are thrown, and clocks that Vitest replaces too. */
const WITHOUT_EFFECT = ['name', 'throws', 'now', 'subtractTimerOverhead', 'threshold'] as const;
const OTHERS = ['warmup', 'signal', 'retainSamples', 'concurrency', 'timestampProvider'] as const;

const NAMES: ReadonlySet<string> = new Set([
  ...AMOUNTS,
  ...FUNCTIONS,
  ...WITHOUT_EFFECT,
  ...OTHERS,
]);

/** Returns true when `run(options)` takes an option of this name. */
export function isRunOption(name: string): boolean {
  return NAMES.has(name);
}

/**
 * Reads the options of `run(options)` or `compare(…, options)`.
 *
 * @param where Names the call in messages, such as `bench(…).run(options)`.
 * @throws {HostError} `NOT_SUPPLIED` for options that the host does not support, `MISUSED` for a wrong value.
 */
export function readRunOptions(options: unknown, where: string): BenchOptions {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null) {
    throw new HostError('MISUSED', `${where} takes an object; got ${inspect(options, SHORT)}.`);
  }
  const given = options as Record<string, unknown>;
  const unknown = Object.keys(given).find((name) => !isRunOption(name));
  if (unknown !== undefined) throw HostError.notSupplied(`the option "${unknown}" of ${where}`);
  for (const name of AMOUNTS) checkAmount(given[name], `${name} in ${where}`);
  for (const name of FUNCTIONS) checkFunction(given[name], `${name} in ${where}`);
  if ((given['concurrency'] ?? null) !== null) {
    throw HostError.notSupplied(`concurrency in ${where}: calls are made one after the other`);
  }
  if (given['timestampProvider'] !== undefined) {
    throw HostError.notSupplied(`timestampProvider in ${where}: it reads its own clock`);
  }
  return given;
}

/** @throws {HostError} `MISUSED` when a hook is given that is no function. */
export function checkFunction(value: unknown, what: string): void {
  if (value === undefined || value === null || typeof value === 'function') return;
  throw new HostError('MISUSED', `${what} takes a function; got ${inspect(value, SHORT)}.`);
}

function checkAmount(value: unknown, what: string): void {
  if (value === undefined) return;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return;
  throw new HostError('MISUSED', `${what} takes a number from 0 up; got ${inspect(value, SHORT)}.`);
}
