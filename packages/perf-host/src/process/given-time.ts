import { readFileSync } from 'node:fs';

/** Least time between two checks of the limit, in ms. */
const LEAST_WAIT_MS = 50;

export interface GivenTimeLimit {
  /** Process whose time is limited. undefined: it did not start, and nothing is limited. */
  pid: number | undefined;
  /** Limit in ms. */
  limitMs: number;
  onEnd: () => void;
}

/**
 * Calls `onEnd` once a process has had `limitMs` of time from the machine: time on the clock, less the time in which
 * its main thread was ready to run and waited for a CPU. So the limit stretches on a busy machine.
 * On systems other than Linux it is time on the clock.
 *
 * @returns A function that calls it off.
 */
export function limitGivenTime({ pid, limitMs, onEnd }: GivenTimeLimit): () => void {
  if (pid === undefined) return () => undefined;
  const startedAt = performance.now();
  let timer: NodeJS.Timeout;
  const waitFor = (ms: number) => {
    timer = setTimeout(
      () => {
        const givenMs = performance.now() - startedAt - waitedForCpuMs(pid);
        if (givenMs < limitMs) waitFor(limitMs - givenMs);
        else onEnd();
      },
      Math.max(LEAST_WAIT_MS, ms),
    );
  };
  waitFor(limitMs);
  return () => clearTimeout(timer);
}

/**
 * Returns the time since its start in which the main thread of a process was ready to run and had no CPU, in ms.
 *
 * @returns 0 on systems that do not count it, and when the process is gone.
 */
export function waitedForCpuMs(pid: number): number {
  try {
    // Nanoseconds on a CPU, nanoseconds waiting for one, time slices: Documentation/scheduler/sched-stats.rst.
    const [, waitedNs = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(waitedNs) / 1e6;
  } catch {
    return 0;
  }
}
