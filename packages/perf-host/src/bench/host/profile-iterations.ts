import { setFlagsFromString } from 'node:v8';
import { Session } from 'node:inspector/promises';
import type { Compilation, Profiler, ProfiledIterations } from '../../fork/profiled-iterations.ts';
import { cpuTimeSince, queuedMs, readCpuTime } from '../../process/cpu-time.ts';
import { clipProfile, type TimeWindow } from './clip-profile.ts';
import { batchTimer, type Benchmark, type CallStyle } from './batch-timer.ts';
import { getReady } from './get-ready.ts';
import type { PhasedBenchmark } from './phases.ts';

const CPU_INTERVAL_US = 100;
/** Small enough for some thousand samples in a second of an ordinary benchmark. */
const HEAP_INTERVAL_BYTES = 8192;
const WARM_UP_MS = 150;
const BATCH_MS = 1;
/** Limit by which a busy machine may stretch the time; beyond it the profile has fewer samples. */
const MOST_TIMES = 10;

/** A profiler of V8 that runs in this process. */
export interface StartedProfiler {
  profiler: Profiler | null;
  session: Session;
}

const FLAGS: Record<Compilation, readonly string[]> = {
  'as-usual': [],
  'nothing-inlined': ['--no-maglev-inlining', '--no-turbo-inlining'],
  interpreted: ['--no-sparkplug', '--no-maglev', '--no-turbofan'],
};

/** Sets how V8 compiles from now on. V8's samplers attribute an inlined function to its caller. */
export function compileAs(compilation: Compilation): void {
  for (const flag of FLAGS[compilation]) setFlagsFromString(flag);
}

/** Connects to this process, and starts the CPU profiler if it is wanted. */
export async function startProfiler(profiler: Profiler | null): Promise<StartedProfiler> {
  const session = new Session();
  session.connect();
  if (profiler === 'cpu') {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: CPU_INTERVAL_US });
    await session.post('Profiler.start');
  }
  return { profiler, session };
}

/**
 * Warms a benchmark up and calls it for some time. The profile contains only samples taken during these calls; a CPU profile
 * leaves out hooks before and after each call.
 *
 * @param timeMs Time of all calls together, without the time in which others had the CPU: a profile of few samples names
 *   the wrong function. At least one batch is called.
 */
export async function profileIterations(
  benchmark: PhasedBenchmark,
  started: StartedProfiler,
  timeMs: number,
): Promise<ProfiledIterations> {
  const limits = { timeMs: WARM_UP_MS, calls: 0, isExact: false, sampleMs: BATCH_MS };
  return benchmark.run(
    (phased) => getReady(phased, limits),
    (phased, { style, warm }) => {
      const batch = Math.max(1, Math.round(BATCH_MS / Math.max(warm.call.wholeMs, 1e-6)));
      return profileBatches(phased, started, { style, batch, timeMs });
    },
  );
}

async function profileBatches(
  benchmark: Benchmark,
  { profiler, session }: StartedProfiler,
  { style, batch, timeMs }: { style: CallStyle; batch: number; timeMs: number },
): Promise<ProfiledIterations> {
  const windows: TimeWindow[] = [];
  const timeBatch = batchTimer(
    style.hasHooks ? { ...benchmark, run: inWindows(benchmark.run, windows) } : benchmark,
    style,
  );
  if (profiler === 'heap') {
    await session.post('HeapProfiler.startSampling', {
      samplingInterval: HEAP_INTERVAL_BYTES,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
  }
  const before = readCpuTime();
  const startUs = nowUs();
  let iterations = 0;
  const isOver = afterOwnTime(timeMs);
  do {
    await timeBatch(batch);
    iterations += batch;
  } while (!isOver());
  if (!style.hasHooks) windows.push({ startUs, endUs: nowUs() });
  const cpuTime = cpuTimeSince(before);
  const profiled = await stop();
  session.disconnect();
  return profiled;

  async function stop(): Promise<ProfiledIterations> {
    if (profiler === null) return { profiler, iterations };
    if (profiler === 'heap') {
      const { profile } = await session.post('HeapProfiler.stopSampling');
      return { profiler, iterations, profile };
    }
    const { profile } = await session.post('Profiler.stop');
    return { profiler, iterations, profile: clipProfile(profile, windows), cpuTime };
  }
}

/** Returns a function that is true once this thread has had `timeMs` of time, working or waiting, or after ten times as much. */
function afterOwnTime(timeMs: number): () => boolean {
  const [start, queued] = [performance.now(), queuedMs()];
  let lookAtMs = timeMs;
  return () => {
    const elapsedMs = performance.now() - start;
    if (elapsedMs < lookAtMs) return false;
    const missingMs = timeMs - (elapsedMs - (queuedMs() - queued));
    lookAtMs = elapsedMs + missingMs;
    return missingMs <= 0 || elapsedMs >= MOST_TIMES * timeMs;
  };
}

function inWindows(run: () => unknown, windows: TimeWindow[]): () => unknown {
  return () => {
    const startUs = nowUs();
    const result = run();
    const end = () => windows.push({ startUs, endUs: nowUs() });
    if (typeof (result as PromiseLike<unknown> | null)?.then !== 'function') {
      end();
      return result;
    }
    return (result as PromiseLike<unknown>).then((value) => {
      end();
      return value;
    });
  };
}

/** Returns the time on the clock of V8's profiler, in µs. */
function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
