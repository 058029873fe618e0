import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

interface AnyTestOptions {
  /** How often the operation is done in all: a whole number, at least 1. This or `durationMs` is needed. */
  operations?: number | undefined;
  /** Operations start for so long, in ms; those under way then are awaited. */
  durationMs?: number | undefined;
  /** Begins with less load, or with more, and changes it evenly. @default the whole load from the start */
  ramp?: Ramp | undefined;
  /** An operation that takes longer, from its start, is given up and counted as a failure, in ms. @default none */
  timeoutMs?: number | undefined;
  /** Stops starting operations when aborted; those under way are awaited. */
  signal?: AbortSignal | undefined;
}

export interface Ramp {
  /** Where it begins: a `concurrency` from 1 to that of the test, or any `rate` from 0. */
  from: number;
  /** After so many ms the whole load is reached. */
  overMs: number;
}

/** Whenever an operation ends the next starts. */
export interface ClosedLoopOptions extends AnyTestOptions {
  /** How many are under way at any time: a whole number, at least 1. */
  concurrency: number;
  rate?: undefined;
  maxUnderWay?: undefined;
}

/** Operations are due at fixed times, whatever becomes of those before. */
export interface OpenArrivalOptions extends AnyTestOptions {
  /** How many operations are due per second, evenly spaced: above 0. */
  rate: number;
  /**
   * At most so many are under way; what is due beyond them waits, and its waiting is part of its latency.
   * @default no limit
   */
  maxUnderWay?: number | undefined;
  concurrency?: undefined;
}

export type ConcurrentTestOptions = ClosedLoopOptions | OpenArrivalOptions;

/** What a timer of Node can wait for. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const wholeFrom1 = (value: number) => Number.isSafeInteger(value) && value >= 1;
const above0 = (value: number) => Number.isFinite(value) && value > 0;
const timer = (value: number) => value > 0 && value <= LONGEST_TIMER_MS;

/** @throws {PerfKitError} `BAD_ARGUMENT` which names the option. */
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
