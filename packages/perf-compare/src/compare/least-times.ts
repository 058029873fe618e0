import type { IterationMs } from './inspect-pair.ts';

/** Most readings of the CPU times of two versions that seem to differ. */
const MOST_READINGS = 4;

/**
 * Reads the CPU times of both versions again while they differ as nothing explains, and keeps the least of each: where two
 * processors share a core, or the machine is busy, a reading may be twice as long as another.
 *
 * @param isUnexplained Returns true when the versions seem to differ by more than their counts.
 * @param readAgain Returns null when it cannot read them.
 */
export async function leastTimes(
  times: IterationMs,
  isUnexplained: (times: IterationMs) => boolean,
  readAgain: () => Promise<IterationMs | null>,
): Promise<IterationMs> {
  let least = times;
  for (let reading = 1; reading < MOST_READINGS && isUnexplained(least); reading += 1) {
    const again = await readAgain();
    if (again === null) break;
    least = {
      base: Math.min(least.base, again.base),
      head: Math.min(least.head, again.head),
    };
  }
  return least;
}
