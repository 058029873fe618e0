import { isThenable, repeat, repeatAsync, sink } from './loop.ts';
import { HostError } from './errors.ts';

/** A function to measure and its name, within a phase: see `phases.ts`. */
export interface Benchmark {
  name: string;
  run: () => unknown;
  hooks: EachHooks;
}

/** Hooks around each call, outside the measurement. */
export interface EachHooks {
  beforeEach?: (() => unknown) | undefined;
  afterEach?: (() => unknown) | undefined;
}

/** How a function has to be called, as its first call and its hooks show. */
export interface CallStyle {
  /** It returns a promise, so that calls wait for each other. */
  isAsync: boolean;
  /** It returns its own time as `overriddenDuration`, as tinybench allows. */
  isOverriding: boolean;
  /** It has hooks before or after each call, outside the measurement. */
  hasHooks: boolean;
}

/** Result of the first call. */
export interface FirstCall {
  style: CallStyle;
  /** Time of the function, which was cold, in ms. */
  measuredMs: number;
  /** Time with its hooks, in ms. */
  wholeMs: number;
}

/** Times of a batch of calls. */
export interface TimedBatch {
  /** Measured time, in ms. */
  measuredMs: number;
  /** Time with everything between the calls, in ms. */
  wholeMs: number;
}

export type BatchTimer = (calls: number) => TimedBatch | Promise<TimedBatch>;

/** Makes the first call, with its hooks around it. */
export async function firstCall({ run, hooks }: Benchmark): Promise<FirstCall> {
  const startedAt = performance.now();
  await runHook(hooks.beforeEach);
  const calledAt = performance.now();
  const returned = run();
  const result = await returned;
  const elapsedMs = performance.now() - calledAt;
  await runHook(hooks.afterEach);
  const ownMs = overriddenMs(result);
  const style = {
    isAsync: isThenable(returned),
    isOverriding: ownMs !== null,
    hasHooks: hooks.beforeEach !== undefined || hooks.afterEach !== undefined,
  };
  return { style, measuredMs: ownMs ?? elapsedMs, wholeMs: performance.now() - startedAt };
}

/** Times batches as a whole when nothing happens between the calls, otherwise call by call. */
export function batchTimer(benchmark: Benchmark, style: CallStyle): BatchTimer {
  const { name, run } = benchmark;
  // Only the last result is checked: checking each would be measured too.
  const whole = (elapsedMs: number): TimedBatch => {
    if (overriddenMs(sink.last) !== null) throw inconsistent(name);
    return { measuredMs: elapsedMs, wholeMs: elapsedMs };
  };
  if (style.isOverriding || style.hasHooks) return (calls) => timeSingly(benchmark, style, calls);
  if (style.isAsync) {
    return async (calls) => {
      const start = performance.now();
      await repeatAsync(run, calls);
      return whole(performance.now() - start);
    };
  }
  return (calls) => {
    const start = performance.now();
    repeat(run, calls);
    return whole(performance.now() - start);
  };
}

async function timeSingly(
  { name, run, hooks }: Benchmark,
  { isAsync, isOverriding }: CallStyle,
  calls: number,
): Promise<TimedBatch> {
  const batchStart = performance.now();
  let measuredMs = 0;
  for (let call = 0; call < calls; call += 1) {
    if (hooks.beforeEach) await runHook(hooks.beforeEach);
    const start = performance.now();
    const result = isAsync ? await run() : run();
    const elapsedMs = performance.now() - start;
    sink.last = result;
    if (hooks.afterEach) await runHook(hooks.afterEach);
    const ownMs = overriddenMs(result);
    if (isOverriding !== (ownMs !== null)) throw inconsistent(name);
    measuredMs += ownMs ?? elapsedMs;
  }
  return { measuredMs, wholeMs: performance.now() - batchStart };
}

function inconsistent(name: string): HostError {
  return new HostError(
    'MISUSED',
    `"${name}" returned overriddenDuration from some calls and not from others: ` +
      `return it always or never, as a number of milliseconds from 0 up.`,
  );
}

function overriddenMs(result: unknown): number | null {
  const value = (result as { overriddenDuration?: unknown } | null | undefined)?.overriddenDuration;
  return typeof value === 'number' && value >= 0 && value < Infinity ? value : null;
}

export async function runHook(hook: (() => unknown) | undefined): Promise<void> {
  await hook?.();
}
