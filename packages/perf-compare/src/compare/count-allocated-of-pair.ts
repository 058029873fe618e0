import {
  countAllocatedTogether,
  type CountArm,
  type CountOutcome,
  type IsEnough,
  joinRepeats,
  TOLERANCE_BYTES,
} from '@night-pilot/perf-host/count';

export interface AllocatedPairOptions {
  /** CPU time of one iteration of the slower version, in ms. */
  iterationMs: number;
  /** Ends the count as soon as the versions are far enough apart. */
  isEnough: IsEnough;
  signal?: AbortSignal | undefined;
}

/**
 * Counts the bytes that both versions allocate at the same numbers of iterations. If both could be counted, it counts once
 * more to see how well that repeats.
 *
 * @throws {ArmFailed} when a process broke down or reported a failure.
 * @throws the reason of `signal` when it is aborted before the first reading.
 */
export async function countAllocatedOfPair(
  arms: readonly [base: CountArm, head: CountArm],
  { iterationMs, isEnough, signal }: AllocatedPairOptions,
): Promise<[base: CountOutcome, head: CountOutcome]> {
  const options = { iterationMs, signal };
  const counts = await countAllocatedTogether(arms, { ...options, isEnough });
  const [before, after] = counts;
  const isWhole = before?.state === 'counted' && after?.state === 'counted';
  const again =
    isWhole && signal?.aborted !== true
      ? await countAllocatedTogether(arms, { ...options, schedule: before.schedule })
      : [];
  const resultOf = (arm: number) =>
    joinRepeats(
      [counts, again].flatMap((counted) => counted[arm] ?? []),
      { tolerance: TOLERANCE_BYTES },
    );
  return [resultOf(0), resultOf(1)];
}
