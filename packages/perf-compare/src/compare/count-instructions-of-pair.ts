import {
  type Count,
  type CountArm,
  type CountOutcome,
  countTogether,
  ENOUGH_FACTOR,
  type IsEnough,
  joinRepeats,
} from '@night-pilot/perf-host/count';
import { judgeCounts } from '../judge/judge-counts.ts';
import { countedArmOf } from './counted-arm.ts';

export interface InstructionPairOptions {
  /** Path of Valgrind. */
  valgrind: string;
  /** CPU time of one iteration of the slower version, in ms. */
  iterationMs: number;
  /** Ends the count as soon as the versions are far enough apart. */
  isEnough: IsEnough;
  signal?: AbortSignal | undefined;
}

/**
 * Counts the instructions of both versions at the same time and in the same windows. A small change is counted once more:
 * it must repeat.
 *
 * @throws {ArmFailed} when a process broke down or reported a failure.
 * @throws the reason of `signal` when it is aborted before the first window.
 */
export async function countInstructionsOfPair(
  arms: readonly [base: CountArm, head: CountArm],
  options: InstructionPairOptions,
): Promise<[base: CountOutcome, head: CountOutcome]> {
  const counts = await countTogether(arms, options);
  const [before] = counts;
  const { valgrind, iterationMs, signal } = options;
  const again =
    before?.state === 'counted' && isToBeRepeated(counts, options) && signal?.aborted !== true
      ? await countTogether(arms, { valgrind, iterationMs, signal, schedule: before.schedule })
      : [];
  const resultOf = (arm: number) =>
    joinRepeats([counts, again].flatMap((counted) => counted[arm] ?? []));
  return [resultOf(0), resultOf(1)];
}

/** Whether a change is so small that a repeat could disprove it. */
function isToBeRepeated(
  counts: readonly Count[],
  { isEnough }: Pick<InstructionPairOptions, 'isEnough'>,
): boolean {
  const [base, head] = counts;
  if (base?.state !== 'counted' || head?.state !== 'counted') return false;
  if (isEnough([base.slopes, head.slopes], ENOUGH_FACTOR)) return false;
  const judgement = judgeCounts({ base: countedArmOf(base), head: countedArmOf(head) });
  return judgement.state === 'regression' || judgement.state === 'improvement';
}
