import type { CpuProfile } from '../../fork/profiled-iterations.ts';

/** A span of time on the clock of the profile, in µs. */
export interface TimeWindow {
  startUs: number;
  endUs: number;
}

/**
 * Returns the part of a CPU profile that was sampled within some windows.
 *
 * @param windows In the order of time, without overlap.
 * @returns A profile without gaps in its time. It keeps nodes without samples.
 */
export function clipProfile(profile: CpuProfile, windows: readonly TimeWindow[]): CpuProfile {
  const samples: number[] = [];
  const timeDeltas: number[] = [];
  const hits = new Map<number, number>();
  let timeUs = profile.startTime;
  let next = 0;
  for (const [index, sample] of (profile.samples ?? []).entries()) {
    const delta = profile.timeDeltas?.[index] ?? 0;
    timeUs += delta;
    while (next < windows.length && (windows[next]?.endUs ?? 0) < timeUs) next += 1;
    const window = windows[next];
    if (window === undefined) break;
    if (timeUs < window.startUs) continue;
    samples.push(sample);
    timeDeltas.push(Math.min(delta, timeUs - window.startUs));
    hits.set(sample, (hits.get(sample) ?? 0) + 1);
  }
  const startTime = windows[0]?.startUs ?? profile.startTime;
  return {
    nodes: profile.nodes.map((node) => ({ ...node, hitCount: hits.get(node.id) ?? 0 })),
    startTime,
    endTime: startTime + timeDeltas.reduce((sum, delta) => sum + delta, 0),
    samples,
    timeDeltas,
  };
}
