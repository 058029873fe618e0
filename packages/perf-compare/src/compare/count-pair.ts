import {
  ArmFailed,
  type Availability,
  type CountArm,
  type CountedBenchmark,
  type CountInstrument,
  type CountOutcome,
  type CountResult,
  type CountTarget,
  inspectBenchmark,
  instrumentAvailability,
  ofEachArm,
  openSession,
  prepareCounting,
  type SourceFacts,
  TimeIsUp,
  TOO_LONG,
} from '@night-pilot/perf-host/count';
import { type CountJudgement, judgeCounts } from '../judge/judge-counts.ts';
import { countAllocatedOfPair } from './count-allocated-of-pair.ts';
import { countInstructionsOfPair } from './count-instructions-of-pair.ts';
import { countedArmOf } from './counted-arm.ts';
import { isEnough } from './is-enough.ts';
import { leastTimes } from './least-times.ts';
import { countedInSameWindows } from './same-windows.ts';
import { unexplainedBecause } from './unexplained.ts';
import { inTurn, type InspectedPair, inspectPair, type IterationMs } from './inspect-pair.ts';
import type { Arm } from '../versions/paired-benchmarks.ts';
import type { Outlasted } from './outlasted.ts';
import type { Side } from '../versions/turn.ts';

export interface CountPairOptions {
  instrument: CountInstrument;
  test: readonly string[];
  benchmark: string;
  /** CPU time of an iteration of each version, where that is known already. @default found out */
  iterationMs?: IterationMs | undefined;
  /** Ends the count when it is aborted: what was counted until then is judged. */
  signal?: AbortSignal | undefined;
}

/** The counts of both versions. A version is null where the other one showed that there is nothing to compare. */
export interface CountedPair {
  base: CountResult | null;
  head: CountResult | null;
  /** null: a version failed. */
  judgement: CountJudgement | Outlasted | null;
  /** null: not known. */
  iterationMs: IterationMs | null;
  /** The bytes, where the windows of the instructions show that they are unchanged. */
  unchangedBytes?: CountedPair | null;
}

/**
 * Counts both versions of a benchmark in the same windows and judges them.
 *
 * @throws the reason of `signal` when it is aborted before anything was counted.
 */
export async function countPair(
  { base, head }: { base: Arm; head: Arm },
  { instrument, test, benchmark, iterationMs: known, signal }: CountPairOptions,
): Promise<CountedPair> {
  const availability = instrumentAvailability(instrument);
  if (availability.state === 'unavailable') {
    return judged({ base: availability, head: null, iterationMs: null });
  }
  const startedAt = performance.now();
  const targetOf = (arm: Arm): CountTarget => ({ ...arm, test: [...test], benchmark });
  await using stack = new AsyncDisposableStack();
  const open = async (arm: Arm): Promise<CountArm> => {
    const target = targetOf(arm);
    const session = await openSession(target, { instrument, signal });
    return { session: stack.use(session), target };
  };
  const arms = [await open(base), await open(head)] as const;
  try {
    const inspected = known === undefined ? await inspectPair(arms) : await prepared(arms, known);
    if (inspected.state === 'outlasted') {
      return { base: null, head: null, judgement: inspected, iterationMs: null };
    }
    if (inspected.state === 'refused') {
      const { side, reason } = inspected;
      const results = { base: null, head: null, [side]: { state: 'refused', reason } };
      const judgement = { state: 'refused', because: `${side}: ${reason}` } as const;
      return { ...results, judgement, iterationMs: null };
    }
    return await countInspected(arms, inspected, { availability, startedAt, signal });
  } catch (error) {
    if (error instanceof TimeIsUp) {
      const refused = { state: 'refused', reason: TOO_LONG } as const;
      return judged({ base: refused, head: refused, iterationMs: null });
    }
    if (!(error instanceof ArmFailed)) throw error;
    const failed = { state: 'failed', error: error.failure } as const;
    const results = error.arm === 0 ? { base: failed, head: null } : { base: null, head: failed };
    return { ...results, judgement: null, iterationMs: null };
  }
}

interface Counting {
  availability: Extract<Availability, { state: 'available' }>;
  /** Time on the clock of this process, in ms. */
  startedAt: number;
  signal: AbortSignal | undefined;
}

async function countInspected(
  arms: readonly [base: CountArm, head: CountArm],
  { iterationMs, sources }: Extract<InspectedPair, { state: 'fit' }>,
  { availability: { valgrind }, startedAt, signal }: Counting,
): Promise<CountedPair> {
  const slowerMs = Math.max(iterationMs.base, iterationMs.head);
  const options = { iterationMs: slowerMs, isEnough, signal };
  const withCosts = ([before, after]: [CountOutcome, CountOutcome], of: typeof sources | null) => {
    const durationMs = performance.now() - startedAt;
    const costOf = ({ session: { processes } }: CountArm, side: Side) => ({
      sources: of === null ? null : of[side],
      processes,
      durationMs,
    });
    return {
      base: withCost(before, costOf(arms[0], 'base')),
      head: withCost(after, costOf(arms[1], 'head')),
    };
  };
  if (valgrind === null) {
    return judged({ ...withCosts(await countAllocatedOfPair(arms, options), null), iterationMs });
  }
  const counts = await countInstructionsOfPair(arms, { valgrind: valgrind.path, ...options });
  const pair = judged({ ...withCosts(counts.instructions, sources), iterationMs });
  const durationMs = performance.now() - startedAt;
  const bytes = countedInSameWindows(counts.allocated, { sources: null, durationMs });
  const isUnexplained = (times: IterationMs) => unexplainedBecause(pair, times) !== null;
  const times = await leastTimes(iterationMs, isUnexplained, () => timesOf(arms));
  const unchangedBytes = bytes === null ? null : ifUnchanged({ ...bytes, iterationMs: times });
  return { ...pair, iterationMs: times, unchangedBytes };
}

/** Prepares both versions for counting without inspecting them: the times are known already. */
async function prepared(
  arms: readonly [base: CountArm, head: CountArm],
  iterationMs: IterationMs,
): Promise<Extract<InspectedPair, { state: 'fit' }>> {
  const [base, head] = (await ofEachArm(arms, ({ session, target }) =>
    prepareCounting(session, target),
  )) as [base: SourceFacts, head: SourceFacts];
  return { state: 'fit', iterationMs, sources: { base, head } };
}

/** Reads the CPU times of both versions. @returns null when one does not end any more. */
async function timesOf(
  arms: readonly [base: CountArm, head: CountArm],
): Promise<IterationMs | null> {
  const [base, head] = await inTurn(arms, ({ session, target }) =>
    inspectBenchmark(session, target),
  );
  const areFit = base.state === 'fit' && head.state === 'fit';
  return areFit ? { base: base.iterationMs, head: head.iterationMs } : null;
}

/** @returns null when the judgement is another one: a change has to repeat in processes of its own. */
function ifUnchanged(results: Omit<CountedPair, 'judgement'>): CountedPair | null {
  const pair = judged(results);
  return pair.judgement?.state === 'unchanged' ? pair : null;
}

function judged({ base, head, iterationMs }: Omit<CountedPair, 'judgement'>): CountedPair {
  if (base?.state === 'failed' || head?.state === 'failed') {
    return { base, head, judgement: null, iterationMs };
  }
  // If one version could not be counted, there is nothing to compare.
  const [before, after] = [base ?? head, head ?? base];
  if (before === null || after === null) return { base, head, judgement: null, iterationMs };
  const judgement = judgeCounts({ base: countedArmOf(before), head: countedArmOf(after) });
  const isDecided = judgement.state === 'regression' || judgement.state === 'improvement';
  const keep = (result: CountResult | null) => (isDecided ? asCounted(result) : result);
  return { base: keep(base), head: keep(head), judgement, iterationMs };
}

/** Keeps a count that is not steady for the report, where it was enough for a verdict. */
function asCounted(result: CountResult | null): CountResult | null {
  if (result?.state !== 'not-steady' || result.slopes === null) return result;
  const { slopes, schedule } = result;
  const counted = { perIteration: slopes[1], repeats: [slopes], schedule };
  const cost = { sources: null, processes: 1, durationMs: 0 };
  return { state: 'counted', steady: false, ...cost, ...counted };
}

function withCost(
  outcome: CountOutcome,
  cost: Pick<CountedBenchmark, 'sources' | 'processes' | 'durationMs'>,
): CountResult {
  return outcome.state === 'counted' ? { ...outcome, ...cost, steady: true } : outcome;
}
