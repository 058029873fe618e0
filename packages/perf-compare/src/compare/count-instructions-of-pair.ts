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

/** The counts of both versions. */
export interface InstructionPair {
  instructions: [base: CountOutcome, head: CountOutcome];
  /** Bytes of the same windows. null: they do not show them exactly. */
  allocated: [base: Count | null, head: Count | null];
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
): Promise<InstructionPair> {
  const { instructions: counts, allocated } = await countTogether(arms, options);
  const [before] = counts;
  const { valgrind, iterationMs, signal } = options;
  const again =
    before?.state === 'counted' && isToBeRepeated(counts, options) && signal?.aborted !== true
      ? await countTogether(arms, { valgrind, iterationMs, signal, schedule: before.schedule })
      : null;
  const resultOf = (arm: number) =>
    joinRepeats([counts, again?.instructions ?? []].flatMap((counted) => counted[arm] ?? []));
  return {
    instructions: [resultOf(0), resultOf(1)],
    allocated: [allocated[0] ?? null, allocated[1] ?? null],
  };
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
