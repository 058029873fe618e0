import { Bench, type BenchOptions, type FnOptions } from 'tinybench';
import { watchDisturbance } from '../../measure/disturbance.ts';
import type { Fork } from '../../report/schema.ts';
import type { Sampling } from '../../fork/protocol.ts';

/**
 * A sample lasts at least this long, unless one call does: some ten thousand times the
 * resolution of the clock, and few enough samples to keep them all.
 */
const MIN_SAMPLE_MS = 1;
const CALIBRATION_MS = 20;

/** Results land here, so that the compiler can't prove a benchmark's work to be useless. */
export const sink: { last: unknown } = { last: undefined };

export interface Benchmark {
  name: string;
  run: () => unknown;
  hooks: FnOptions;
}

/**
 * Samples a benchmark with tinybench. Functions faster than a millisecond are called in batches
 * of a fixed, calibrated size, and a sample is the mean of its batch.
 *
 * @returns Raw samples in ns per iteration and what disturbed the process meanwhile.
 */
export async function sample(
  { name, run, hooks }: Benchmark,
  sampling: Sampling,
  options: BenchOptions = {},
): Promise<Fork> {
  const perIteration = hooks.beforeEach !== undefined || hooks.afterEach !== undefined;
  const isAsync = await returnsPromise(run, hooks);
  const batch = perIteration ? 1 : await calibrate(run, isAsync, hooks);
  const bench = new Bench({
    time: sampling.timeMs,
    warmupTime: sampling.warmupTimeMs,
    iterations: sampling.minSamples,
    warmupIterations: 1,
    ...options,
    retainSamples: true,
    throws: true,
  });
  bench.add(name, batch === 1 ? run : batched(run, batch, isAsync), { ...hooks, async: isAsync });
  const watch = watchDisturbance();
  const startedAt = performance.now();
  const [task] = await bench.run();
  const durationMs = performance.now() - startedAt;
  const disturbance = await watch.stop();
  if (task?.result.state !== 'completed') {
    throw new Error(`Sampling "${name}" ended in state "${task?.result.state}".`);
  }
  const samples = task.result.latency.samples ?? [];
  return {
    samples: samples.map((ms) => ms * 1e6),
    iterationsPerSample: batch,
    durationMs,
    steady: null,
    disturbance,
    setAside: null,
    counters: {},
  };
}

/**
 * How many calls make a sample of {@link MIN_SAMPLE_MS}, by the fastest reading of some
 * milliseconds: one that was interrupted must not decide. Runs the function meanwhile.
 */
async function calibrate(run: () => unknown, isAsync: boolean, hooks: FnOptions): Promise<number> {
  await runHook(hooks.beforeAll);
  let calls = 1;
  let fastestMs = Infinity;
  for (const end = performance.now() + CALIBRATION_MS; performance.now() < end;) {
    const elapsed = await time(run, calls, isAsync);
    fastestMs = Math.min(fastestMs, elapsed / calls);
    if (elapsed < MIN_SAMPLE_MS) calls *= 2;
  }
  await runHook(hooks.afterAll);
  return Math.max(1, Math.ceil(MIN_SAMPLE_MS / fastestMs));
}

async function time(run: () => unknown, calls: number, isAsync: boolean): Promise<number> {
  const start = performance.now();
  await (isAsync ? repeatAsync(run, calls) : repeat(run, calls));
  return performance.now() - start;
}

function batched(run: () => unknown, batch: number, isAsync: boolean): () => unknown {
  const outcome = (elapsed: number) => ({
    overriddenDuration: elapsed / batch,
    overriddenIterationCost: elapsed,
  });
  if (isAsync) {
    return async () => {
      const start = performance.now();
      await repeatAsync(run, batch);
      return outcome(performance.now() - start);
    };
  }
  return () => {
    const start = performance.now();
    repeat(run, batch);
    return outcome(performance.now() - start);
  };
}

function repeat(run: () => unknown, calls: number): void {
  let last: unknown;
  for (let call = 0; call < calls; call += 1) last = run();
  sink.last = last;
}

async function repeatAsync(run: () => unknown, calls: number): Promise<void> {
  let last: unknown;
  for (let call = 0; call < calls; call += 1) last = await run();
  sink.last = last;
}

async function returnsPromise(run: () => unknown, hooks: FnOptions): Promise<boolean> {
  await runHook(hooks.beforeAll);
  await runHook(hooks.beforeEach);
  const result = run();
  await result;
  await runHook(hooks.afterEach);
  await runHook(hooks.afterAll);
  return typeof (result as PromiseLike<unknown> | null | undefined)?.then === 'function';
}

/** Bench files that read `this` or the mode in a hook depend on tinybench itself; ours get neither. */
async function runHook(hook: FnOptions['beforeAll']): Promise<void> {
  await (hook as (() => unknown) | undefined)?.();
}
