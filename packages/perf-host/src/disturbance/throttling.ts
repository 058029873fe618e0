/** How often and for how long a cgroup was stopped because its quota was used up. */
export interface Throttling {
  /** Periods in which it was stopped, since the group began. */
  periods: number;
  /** Time for which it was stopped, since the group began. */
  ms: number;
}

/**
 * Reads a group's `cpu.stat`: `throttled_usec` of cgroup v2, `throttled_time` in ns of v1.
 *
 * @returns null where the text has neither: a group without a CPU controller.
 */
export function parseThrottling(cpuStat: string): Throttling | null {
  const field = (name: string) => {
    const digits = new RegExp(`^${name} (\\d+)$`, 'm').exec(cpuStat)?.[1];
    return digits === undefined ? null : Number(digits);
  };
  const usec = field('throttled_usec');
  const nanoseconds = field('throttled_time');
  const ms = usec === null ? nanoseconds && nanoseconds / 1e6 : usec / 1e3;
  return ms === null ? null : { periods: field('nr_throttled') ?? 0, ms };
}
