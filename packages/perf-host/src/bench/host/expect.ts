import { inspect, isDeepStrictEqual } from 'node:util';
import { HostError } from './errors.ts';
import type { BenchOutcome } from './bench-fixture.ts';

type Check = (actual: unknown, ...expected: unknown[]) => boolean;

const CHECKS: Record<string, Check> = {
  toBe: (actual, expected) => Object.is(actual, expected),
  toEqual: (actual, expected) => isDeepStrictEqual(actual, expected),
  toStrictEqual: (actual, expected) => isDeepStrictEqual(actual, expected),
  toBeDefined: (actual) => actual !== undefined,
  toBeUndefined: (actual) => actual === undefined,
  toBeNull: (actual) => actual === null,
  toBeTruthy: (actual) => Boolean(actual),
  toBeFalsy: (actual) => !actual,
  toHaveLength: (actual, expected) => (actual as { length?: unknown } | null)?.length === expected,
  toContain: (actual, expected) =>
    typeof actual === 'string'
      ? actual.includes(String(expected))
      : Array.isArray(actual) && actual.includes(expected),
  toBeGreaterThan: (actual, expected) => (actual as number) > (expected as number),
  toBeGreaterThanOrEqual: (actual, expected) => (actual as number) >= (expected as number),
  toBeLessThan: (actual, expected) => (actual as number) < (expected as number),
  toBeLessThanOrEqual: (actual, expected) => (actual as number) <= (expected as number),
  toBeFasterThan: (actual, expected, options) =>
    meanOf(actual, 'toBeFasterThan') < meanOf(expected, 'toBeFasterThan') * (1 - deltaOf(options)),
  toBeSlowerThan: (actual, expected, options) =>
    meanOf(actual, 'toBeSlowerThan') > meanOf(expected, 'toBeSlowerThan') * (1 + deltaOf(options)),
};

class ExpectationError extends Error {
  override readonly name = 'AssertionError';
}

let isVoid = false;

/**
 * Turns all checks off. For a fork that passed over a benchmark: without its time the expectations of the test mean
 * nothing.
 */
export function voidExpectations(): void {
  isVoid = true;
}

/** Lets expectations count again: another test begins, which has passed over no benchmark yet. */
export function restoreExpectations(): void {
  isVoid = false;
}

/** Returns true when a benchmark was passed over, so that expectations mean nothing. */
export function areExpectationsVoid(): boolean {
  return isVoid;
}

/** Supplies the matchers that benchmarks use. All else that `expect` has in Vitest is refused by name. */
export const expect = new Proxy(expectValue, {
  get(target, property, receiver) {
    if (typeof property === 'symbol' || property in target) {
      return Reflect.get(target, property, receiver) as unknown;
    }
    throw HostError.notSupplied(`expect.${property}`);
  },
});

function expectValue(actual: unknown): Record<string, unknown> {
  const matchers = (negated: boolean): Record<string, unknown> =>
    new Proxy(
      {},
      {
        get(_target, property) {
          if (typeof property === 'symbol') return undefined;
          if (property === 'not' && !negated) return matchers(true);
          const check = CHECKS[property];
          if (check === undefined) throw HostError.notSupplied(`expect().${property}`);
          return (...expected: unknown[]) => {
            if (isVoid || check(actual, ...expected) !== negated) return;
            const values = expected.map((value) => inspect(value, { depth: 2 })).join(', ');
            throw new ExpectationError(
              `expect(${inspect(actual, { depth: 2 })})${negated ? '.not' : ''}.${property}(${values}) failed.`,
            );
          };
        },
      },
    );
  return matchers(false);
}

function deltaOf(options: unknown): number {
  return (options as { delta?: number } | undefined)?.delta ?? 0;
}

/** Returns the mean time of a result of `run` or `compare`, in ms. */
function meanOf(outcome: unknown, matcher: string): number {
  const mean = (outcome as Partial<BenchOutcome> | null | undefined)?.latency?.mean;
  if (typeof mean === 'number') return mean;
  throw new HostError(
    'MISUSED',
    `expect().${matcher} takes results of bench(…).run() or of bench.compare(…).get(name); got ${inspect(outcome, { depth: 1 })}.`,
  );
}
