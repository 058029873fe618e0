import v8 from 'node:v8';
import { Bench, type BenchOptions } from 'tinybench';
import { measureClock } from '../../measure/clock.ts';
import { watchDisturbance } from '../../measure/disturbance.ts';
import type { Fork } from '../../report/schema.ts';
import type { Sampling } from '../../fork/protocol.ts';
import { batchTimer, type Benchmark, learnCallStyle, runHook } from './batch-timer.ts';
import { emptyLoopNs } from './empty-loop.ts';
import { planSamples } from './plan-samples.ts';
import { warmUp } from './warm-up.ts';

/** A sample lasts at least so many times the clock's resolution … */
const RESOLUTIONS = 1000;
/** … and at least so long: few enough samples to keep them all. */
const MIN_SAMPLE_MS = 1;
/** What is shorter cannot be told from the loop around it. Not 0: ratios and logarithms are taken. */
const SHORTEST_NS = 0.01;

/**
 * Samples a benchmark with tinybench: a fixed number of samples, each the mean of a batch of a
 * fixed number of calls. Both are what `sampling` says they were in the first fork; that one finds
 * them out itself, after warming up. What the loop around the calls takes is subtracted.
 *
 * @returns Samples in ns per call, in the order in which they were taken, and what disturbed the process meanwhile. `counters` tells what
 *   was subtracted from each (`emptyLoopNs`), the clock's resolution (`clockResolutionNs`), how
 *   long the warm-up was (`warmupMs`), how much machine code V8 made while it was measured
 *   (`compiledBytes`), and how many samples were shorter than {@link RESOLUTIONS} steps of the clock
 *   (`shortSamples`).
 */
export async function sample(
  benchmark: Benchmark,
  sampling: Sampling,
  options: BenchOptions = {},
): Promise<Fork> {
  const { name, hooks } = benchmark;
  const {
    time = sampling.timeMs,
    warmupTime = sampling.warmupTimeMs,
    iterations,
    ...rest
  } = options;
  const clock = measureClock();
  const sampleMs = Math.max(MIN_SAMPLE_MS, (clock.resolutionNs * RESOLUTIONS) / 1e6);

  await runHook(hooks.beforeAll);
  const style = await learnCallStyle(benchmark);
  const timeBatch = batchTimer(benchmark, style);
  const warm = await warmUp(timeBatch, { atLeastMs: warmupTime, batchMs: sampleMs });
  await runHook(hooks.afterAll);
  const loopNs = await emptyLoopNs(style);

  const { minSamples } = sampling;
  const planned = planSamples({ call: warm.call, sampleMs, timeMs: time, minSamples });
  const { plans = {} } = sampling;
  const told = Object.hasOwn(plans, name) ? plans[name] : undefined;
  const { batch, samples } = told ?? {
    ...planned,
    samples: Math.max(planned.samples, iterations ?? 0),
  };

  // tinybench sorts its samples; in their order they show drift.
  const taken: number[] = [];
  let shortSamples = 0;
  const take = ({ measuredMs, wholeMs }: { measuredMs: number; wholeMs: number }) => {
    if (measuredMs * 1e6 < clock.resolutionNs * RESOLUTIONS) shortSamples += 1;
    taken.push((measuredMs * 1e6) / batch);
    return { overriddenDuration: measuredMs / batch, overriddenIterationCost: wholeMs };
  };
  const isAwaited = style.isAsync || style.hasHooks || style.isOverriding;
  const bench = new Bench({
    ...rest,
    time: 0,
    iterations: samples,
    warmup: false,
    throws: true,
  });
  bench.add(
    name,
    isAwaited
      ? async () => take(await timeBatch(batch))
      : () => take(timeBatch(batch) as { measuredMs: number; wholeMs: number }),
    { beforeAll: hooks.beforeAll, afterAll: hooks.afterAll, async: isAwaited },
  );
  const watch = watchDisturbance();
  const codeBefore = machineCodeBytes();
  const startedAt = performance.now();
  const [task] = await bench.run();
  const durationMs = performance.now() - startedAt;
  const compiledBytes = Math.max(0, machineCodeBytes() - codeBefore);
  const disturbance = await watch.stop();
  if (task?.result.state !== 'completed') {
    throw new Error(`Sampling "${name}" ended in state "${task?.result.state}".`);
  }
  return {
    samples: taken.map((ns) => Math.max(SHORTEST_NS, ns - loopNs)),
    iterationsPerSample: batch,
    durationMs,
    steady: warm.steady,
    disturbance,
    setAside: null,
    counters: {
      emptyLoopNs: loopNs,
      clockResolutionNs: clock.resolutionNs,
      warmupMs: warm.durationMs,
      compiledBytes,
      shortSamples,
    },
  };
}

/** Where V8 keeps what its compilers make: it grows when a function changes its tier. */
function machineCodeBytes(): number {
  const space = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'code_space');
  return space?.space_used_size ?? 0;
}
