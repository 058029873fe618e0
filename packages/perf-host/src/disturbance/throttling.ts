/** Number and time of stops of a cgroup whose quota was used up. */
export interface Throttling {
  /** Number of periods since the group began in which it was stopped. */
  periods: number;
  /** Time since the group began in which it was stopped, in ms. */
  ms: number;
}

/**
 * Reads a group's `cpu.stat`: `throttled_usec` of cgroup v2, `throttled_time` in ns of v1.
 *
 * @returns null when the text has neither: the group has no CPU controller.
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
