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

/** A sample lasts at least this multiple of the clock's resolution… */
const RESOLUTIONS = 1000;
/** …and at least this time in ms, so that there are few enough samples to keep them all. */
const MIN_SAMPLE_MS = 1;
/** Shorter times cannot be told from the loop around the call. Not 0, since ratios and logarithms are computed. */
const SHORTEST_NS = 0.01;

/** tinybench's default, for files that give a time of 0 alone. */
const DEFAULT_ITERATIONS = 64;

/**
 * Samples a benchmark with tinybench: a fixed number of samples, each the mean of a batch of a fixed number of calls. The
 * first fork finds both numbers after warming up; the others take them from `sampling`. The time of the loop around the
 * calls is subtracted.
 *
 * The file's options mean what they mean to tinybench: `time` and `iterations` are the least time in ms and the least
 * number of calls, and with a time of 0 only the calls count. The same holds for `warmupTime` and `warmupIterations`. One
 * more call is made before, to see how the function has to be called.
 *
 * @returns Samples in ns per call in their order, and what disturbed the process meanwhile. `counters` has the time that was
 *   subtracted from each (`emptyLoopNs`), the clock's resolution (`clockResolutionNs`), the length of the warm-up
 *   (`warmupMs`), the machine code that V8 made during the measurement (`compiledBytes`), and the number of samples shorter
 *   than {@link RESOLUTIONS} steps of the clock (`shortSamples`).
 */
export async function sample(benchmark: PhasedBenchmark, sampling: Sampling): Promise<Fork> {
  const { options } = benchmark;
  const clock = measureClock();
  const sampleMs = Math.max(MIN_SAMPLE_MS, (clock.resolutionNs * RESOLUTIONS) / 1e6);
  const limits = { ...warmUpLimits(options, sampling), sampleMs };
  const prepare = (phased: Benchmark) => getReady(phased, limits);
  return benchmark.run(prepare, async (phased, { warm, style }) => {
    const plan = planOf(benchmark, warm, { sampling, sampleMs });
    const loopNs = await emptyLoopNs(style);
    const time = batchTimer(phased, style);
    return takeSamples({ name: phased.name, time, style, plan, options }, { warm, loopNs, clock });
  });
}

function planOf(
  { name, options }: PhasedBenchmark,
  { call }: WarmUp,
  { sampling, sampleMs }: { sampling: Sampling; sampleMs: number },
): SamplePlan {
  const { plans = {}, minSamples } = sampling;
  const planOfFirstFork = Object.hasOwn(plans, name) ? plans[name] : undefined;
  if (planOfFirstFork !== undefined) return planOfFirstFork;
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
  // tinybench sorts its samples, but only their order shows drift.
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

/** Size of the space in which V8 keeps compiled code: it grows when a function changes its tier. */
function machineCodeBytes(): number {
  const space = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'code_space');
  return space?.space_used_size ?? 0;
}
