import { type CountTarget, openSession } from '../instruments/count-benchmark.ts';
import type { CountResult } from '../instruments/count-result.ts';
import type { CountingSession } from '../instruments/counting-session.ts';
import { ArmFailed, type Count, countTogether, ofEachArm } from '../instruments/count-together.ts';
import { inspectBenchmark } from '../instruments/inspect-benchmark.ts';
import { joinRepeats } from '../instruments/join-repeats.ts';
import { judgeCounts } from '../judge/judge-counts.ts';
import { countedArmOf } from './counted-arm.ts';

export interface InstructionPairOptions {
  /** Path of Valgrind. */
  valgrind: string;
  signal?: AbortSignal | undefined;
}

type Pair<Value> = [base: Value, head: Value];

/**
 * Counts the instructions of both versions at the same time and in the same windows. What looks like a change
 * is counted once more: only what repeats is one.
 *
 * @returns null for a version where the other one was enough to know that there is nothing to compare.
 */
export async function countInstructionsOfPair(
  [base, head]: readonly [base: CountTarget, head: CountTarget],
  { valgrind, signal }: InstructionPairOptions,
): Promise<Pair<CountResult | null>> {
  const startedAt = performance.now();
  const options = { instrument: 'instructions', signal } as const;
  await using baseSession = await openSession(base, options);
  await using headSession = await openSession(head, options);
  const arms = [
    { session: baseSession, target: base },
    { session: headSession, target: head },
  ];
  try {
    const unfit = await firstUnfit(arms);
    if (unfit !== null) return unfit;
    const counts = await countTogether(arms, { valgrind });
    const [before] = counts;
    const again =
      isChange(counts) && before?.state === 'counted'
        ? await countTogether(arms, { valgrind, schedule: before.schedule })
        : [];
    const resultOf = (arm: number, session: CountingSession) =>
      withCost(joinRepeats([counts, again].flatMap((all) => all[arm] ?? [])), session, startedAt);
    return [resultOf(0, baseSession), resultOf(1, headSession)];
  } catch (error) {
    if (error instanceof ArmFailed)
      return only(error.arm, { state: 'failed', error: error.failure });
    throw error;
  }
}

async function firstUnfit(
  arms: readonly { session: CountingSession; target: CountTarget }[],
): Promise<Pair<CountResult | null> | null> {
  const inspected = await ofEachArm(arms, ({ session, target }) =>
    inspectBenchmark(session, target),
  );
  const arm = inspected.findIndex(({ state }) => state === 'refused');
  const refused = inspected[arm];
  return refused?.state === 'refused' ? only(arm, refused) : null;
}

function only(arm: number, result: CountResult): Pair<CountResult | null> {
  return arm === 0 ? [result, null] : [null, result];
}

function isChange([base, head]: readonly Count[]): boolean {
  if (base === undefined || head === undefined) return false;
  const judgement = judgeCounts({ base: countedArmOf(base), head: countedArmOf(head) });
  return judgement.state === 'regression' || judgement.state === 'improvement';
}

function withCost(
  outcome: ReturnType<typeof joinRepeats>,
  { processes }: CountingSession,
  startedAt: number,
): CountResult {
  if (outcome.state !== 'counted') return outcome;
  return { ...outcome, processes, durationMs: performance.now() - startedAt };
}
