import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

interface AnyTestOptions {
  /** Number of operations: a whole number, at least 1. Either this or `durationMs` is required. */
  operations?: number | undefined;
  /** Duration of the load in ms. Operations in flight at the end are awaited. */
  durationMs?: number | undefined;
  /** Ramps the load linearly from `from` to the full load. @default the full load from the start */
  ramp?: Ramp | undefined;
  /** Time limit of an operation from its start, in ms. A slower one is abandoned and counts as a failure. @default none */
  timeoutMs?: number | undefined;
  /** Starts no more operations once aborted. Operations in flight are awaited. */
  signal?: AbortSignal | undefined;
}

export interface Ramp {
  /** Load at the start: a `concurrency` from 1 to that of the test, or a `rate` from 0. */
  from: number;
  /** Length of the ramp, in ms. */
  overMs: number;
}

/** Options of a closed loop: whenever an operation ends, the next one starts. */
export interface ClosedLoopOptions extends AnyTestOptions {
  /** Operations in flight at any time: a whole number, at least 1. */
  concurrency: number;
  rate?: undefined;
  maxUnderWay?: undefined;
}

/** Options of an open loop: operations are due at fixed times, whether or not earlier ones have ended. */
export interface OpenArrivalOptions extends AnyTestOptions {
  /** Operations due per second, evenly spaced: above 0. */
  rate: number;
  /**
   * Limit of operations in flight. An operation beyond it waits, and its wait counts in its latency.
   * @default no limit
   */
  maxUnderWay?: number | undefined;
  concurrency?: undefined;
}

export type ConcurrentTestOptions = ClosedLoopOptions | OpenArrivalOptions;

/** Longest time that a timer of Node can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const wholeFrom1 = (value: number) => Number.isSafeInteger(value) && value >= 1;
const above0 = (value: number) => Number.isFinite(value) && value > 0;
const timer = (value: number) => value > 0 && value <= LONGEST_TIMER_MS;

/** @throws {PerfKitError} `BAD_ARGUMENT`, naming the option. */
export function checkOptions(options: ConcurrentTestOptions): void {
  const { operations, durationMs, ramp, timeoutMs, concurrency, rate, maxUnderWay } = options;
  if ((concurrency === undefined) === (rate === undefined)) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Expected either concurrency or rate, got ${rate === undefined ? 'neither' : 'both'}.`,
    );
  }
  if (operations === undefined && durationMs === undefined) {
    throw new PerfKitError('BAD_ARGUMENT', 'Expected operations or durationMs, got neither.');
  }
  const wholeNumber = 'a whole number from 1';
  check('operations', operations, wholeNumber, wholeFrom1);
  check('concurrency', concurrency, wholeNumber, wholeFrom1);
  check('maxUnderWay', maxUnderWay, wholeNumber, wholeFrom1);
  check('rate', rate, 'a number above 0', above0);
  check('durationMs', durationMs, 'a number above 0', above0);
  check('timeoutMs', timeoutMs, `above 0 and at most ${LONGEST_TIMER_MS}`, timer);
  check('ramp.overMs', ramp?.overMs, `above 0 and at most ${LONGEST_TIMER_MS}`, timer);
  if (concurrency === undefined) {
    check('ramp.from', ramp?.from, 'a rate from 0', (from) => from === 0 || above0(from));
  } else {
    const fits = (from: number) => wholeFrom1(from) && from <= concurrency;
    check('ramp.from', ramp?.from, `a whole number from 1 to ${concurrency}`, fits);
  }
}

function check(
  name: string,
  value: number | undefined,
  expected: string,
  isRight: (value: number) => boolean,
): void {
  if (value === undefined || isRight(value)) return;
  throw new PerfKitError('BAD_ARGUMENT', `${name} must be ${expected}, got ${value}.`);
}
