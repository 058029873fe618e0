import v8 from 'node:v8';
import { Bench, type BenchOptions } from 'tinybench';
import { type Clock, measureClock } from './clock.ts';
import { watchDisturbance } from '../../disturbance/disturbance.ts';
import type { Fork } from '@night-pilot/perf-report';
import type { SamplePlan, Sampling } from '../../fork/bench-protocol.ts';
import {
  type BatchTimer,
  batchTimer,
  type Benchmark,
  type CallStyle,
  type TimedBatch,
} from './batch-timer.ts';
import { emptyLoopNs } from './empty-loop.ts';
import { HostError } from './errors.ts';
import { getReady, warmUpLimits } from './get-ready.ts';
import type { PhasedBenchmark } from './phases.ts';
import { planSamples } from './plan-samples.ts';
import type { WarmUp } from './warm-up.ts';

/** A sample lasts at least so many times the clock's resolution … */
const RESOLUTIONS = 1000;
/** … and at least so long: few enough samples to keep them all. */
const MIN_SAMPLE_MS = 1;
/** What is shorter cannot be told from the loop around it. Not 0: ratios and logarithms are taken. */
const SHORTEST_NS = 0.01;

/** tinybench's default, for files that give a time of 0 alone. */
const DEFAULT_ITERATIONS = 64;

/**
 * Samples a benchmark with tinybench: a fixed number of samples, each the mean of a batch of a
 * fixed number of calls. Both are what `sampling` says they were in the first fork; that one finds
 * them out itself, after warming up. What the loop around the calls takes is subtracted.
 *
 * What the file asks for means what it means to tinybench: `time` and `iterations` are the least of
 * both, in ms and in calls, and a time of 0 leaves just the calls. The same for `warmupTime` and
 * `warmupIterations`; one call more is made before, to see how the function wants to be called.
 *
 * @returns Samples in ns per call, in the order in which they were taken, and what disturbed the process meanwhile. `counters` tells what
 *   was subtracted from each (`emptyLoopNs`), the clock's resolution (`clockResolutionNs`), how
 *   long the warm-up was (`warmupMs`), how much machine code V8 made while it was measured
 *   (`compiledBytes`), and how many samples were shorter than {@link RESOLUTIONS} steps of the clock
 *   (`shortSamples`).
 */
export async function sample(benchmark: PhasedBenchmark, sampling: Sampling): Promise<Fork> {
  const { options } = benchmark;
  const clock = measureClock();
  const sampleMs = Math.max(MIN_SAMPLE_MS, (clock.resolutionNs * RESOLUTIONS) / 1e6);
  const limits = { ...warmUpLimits(options, sampling), sampleMs };
  const prepare = (it: Benchmark) => getReady(it, limits);
  return benchmark.run(prepare, async (it, { warm, style }) => {
    const plan = planOf(benchmark, warm, { sampling, sampleMs });
    const loopNs = await emptyLoopNs(style);
    const time = batchTimer(it, style);
    return takeSamples({ name: it.name, time, style, plan, options }, { warm, loopNs, clock });
  });
}

function planOf(
  { name, options }: PhasedBenchmark,
  { call }: WarmUp,
  { sampling, sampleMs }: { sampling: Sampling; sampleMs: number },
): SamplePlan {
  const { plans = {}, minSamples } = sampling;
  const told = Object.hasOwn(plans, name) ? plans[name] : undefined;
  if (told !== undefined) return told;
  const timeMs = options.time ?? sampling.timeMs;
  const minCalls = options.iterations ?? (timeMs === 0 ? DEFAULT_ITERATIONS : 0);
  return planSamples({ call, sampleMs, timeMs, minSamples, minCalls });
}

interface Sampled {
  name: string;
  time: BatchTimer;
  style: CallStyle;
  plan: SamplePlan;
  options: BenchOptions;
}

async function takeSamples(
  { name, time, style, plan, options: { signal } }: Sampled,
  { warm, loopNs, clock }: { warm: WarmUp; loopNs: number; clock: Clock },
): Promise<Fork> {
  const { batch, samples } = plan;
  // tinybench sorts its samples; in their order they show drift.
  const taken: number[] = [];
  let shortSamples = 0;
  const take = ({ measuredMs, wholeMs }: TimedBatch) => {
    if (measuredMs * 1e6 < clock.resolutionNs * RESOLUTIONS) shortSamples += 1;
    taken.push((measuredMs * 1e6) / batch);
    return { overriddenDuration: measuredMs / batch, overriddenIterationCost: wholeMs };
  };
  const isAwaited = style.isAsync || style.hasHooks || style.isOverriding;
  const bench = new Bench({
    ...(signal && { signal }),
    time: 0,
    iterations: samples,
    warmup: false,
    throws: true,
  });
  bench.add(
    name,
    isAwaited ? async () => take(await time(batch)) : () => take(time(batch) as TimedBatch),
    { async: isAwaited },
  );
  const watch = watchDisturbance();
  const codeBefore = machineCodeBytes();
  const startedAt = performance.now();
  const [task] = await bench.run();
  const durationMs = performance.now() - startedAt;
  const compiledBytes = Math.max(0, machineCodeBytes() - codeBefore);
  const disturbance = await watch.stop();
  if (task?.result.state !== 'completed') {
    const why = `its signal ended it after ${taken.length} of ${samples} samples`;
    throw new HostError('ABORTED', `"${name}" was not measured: ${why}.`);
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
