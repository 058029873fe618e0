import type { CpuTime } from '@night-pilot/perf-host/process';
import type { CpuProfile, SampledIterations } from '@night-pilot/perf-host/fork';

/** What a profile of one thread cannot show. */
export interface UnseenTime {
  /** Of all threads of the process and of its children, in ms. */
  wholeMs: number;
  /** Of the profiled thread, in ms. */
  threadMs: number;
  /** Of other threads of the process: workers, the thread pool, V8's helpers. In ms. */
  otherThreadsMs: number;
  /** null: this system does not tell. */
  childrenMs: number | null;
  /** Share of the real time in which the thread waited, 0 to 1. */
  waited: number;
}

/** @returns null where the system does not tell what a thread takes. */
export function unseenTime(
  { threadMs, processMs, childrenMs }: CpuTime,
  profile: CpuProfile | null,
): UnseenTime | null {
  if (threadMs === null) return null;
  const otherThreadsMs = Math.max(0, processMs - threadMs);
  const wholeMs = threadMs + otherThreadsMs + (childrenMs ?? 0);
  return { wholeMs, threadMs, otherThreadsMs, childrenMs, waited: idleShare(profile) };
}

/** Share of the CPU time that the profile does not see, 0 to 1. */
export function unseenShare({ wholeMs, threadMs }: UnseenTime): number {
  return wholeMs === 0 ? 0 : 1 - threadMs / wholeMs;
}

/** What an iteration took outside of its thread, in ns: waiting, other threads, child processes. */
export function outsideOfIteration(profiled: SampledIterations): number {
  if (profiled.profiler === 'heap') return 0;
  const { profile, iterations, cpuTime } = profiled;
  const wallMs = (profile.endTime - profile.startTime) / 1000;
  const unseen = unseenTime(cpuTime, profile);
  const elsewhereMs = unseen === null ? 0 : unseen.otherThreadsMs + (unseen.childrenMs ?? 0);
  return ((elsewhereMs + idleShare(profile) * wallMs) * 1e6) / iterations;
}

/** Share of a profile's time in which its thread waited in its event loop, 0 to 1. */
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
