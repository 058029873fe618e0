import type { CpuTime } from '@night-pilot/perf-host/process';
import type { CpuProfile, SampledIterations } from '@night-pilot/perf-host/fork';

/** CPU time that the profile of one thread cannot show. */
export interface UnseenTime {
  /** CPU time of all threads of the process and of its children, in ms. */
  wholeMs: number;
  /** CPU time of the profiled thread, in ms. */
  threadMs: number;
  /** CPU time of other threads of the process (workers, the thread pool, V8's helpers), in ms. */
  otherThreadsMs: number;
  /** CPU time of child processes, in ms. null: this system does not count it. */
  childrenMs: number | null;
  /** Share of the elapsed time in which the thread waited, 0 to 1. */
  waited: number;
}

/** Computes the time outside of the profile. @returns null when the system does not count the time of a thread. */
export function unseenTime(
  { threadMs, processMs, childrenMs }: CpuTime,
  profile: CpuProfile | null,
): UnseenTime | null {
  if (threadMs === null) return null;
  const otherThreadsMs = Math.max(0, processMs - threadMs);
  const wholeMs = threadMs + otherThreadsMs + (childrenMs ?? 0);
  return { wholeMs, threadMs, otherThreadsMs, childrenMs, waited: idleShare(profile) };
}

/** Returns the share of the CPU time that the profile does not see, 0 to 1. */
export function unseenShare({ wholeMs, threadMs }: UnseenTime): number {
  return wholeMs === 0 ? 0 : 1 - threadMs / wholeMs;
}

/** Returns the time of an iteration outside of its thread, in ns: waiting, other threads, child processes. */
export function outsideOfIteration(profiled: SampledIterations): number {
  if (profiled.profiler === 'heap') return 0;
  const { profile, iterations, cpuTime } = profiled;
  const wallMs = (profile.endTime - profile.startTime) / 1000;
  const unseen = unseenTime(cpuTime, profile);
  const elsewhereMs = unseen === null ? 0 : unseen.otherThreadsMs + (unseen.childrenMs ?? 0);
  return ((elsewhereMs + idleShare(profile) * wallMs) * 1e6) / iterations;
}

/** Returns the share of a profile's time in which its thread waited in its event loop, 0 to 1. */
export function idleShare(profile: CpuProfile | null): number {
  if (profile === null) return 0;
  const idle = new Set(
    profile.nodes
      .filter(({ callFrame }) => callFrame.functionName === '(idle)')
      .map(({ id }) => id),
  );
  let [waited, whole] = [0, 0];
  for (const [index, sample] of (profile.samples ?? []).entries()) {
    const delta = Math.max(0, profile.timeDeltas?.[index] ?? 0);
    whole += delta;
    if (idle.has(sample)) waited += delta;
  }
  return whole === 0 ? 0 : waited / whole;
}
