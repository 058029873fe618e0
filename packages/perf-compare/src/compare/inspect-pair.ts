import {
  ArmFailed,
  type CountArm,
  inspectBenchmark,
  type Inspected,
  LONGEST_MS,
  ofEachArm,
  prepareCounting,
  ProcessFailed,
  refusal,
  type SourceFacts,
  TimeIsUp,
} from '@night-pilot/perf-host/count';
import type { Outlasted } from './outlasted.ts';
import type { Side } from '../versions/turn.ts';

/** CPU time of one iteration of each version, in ms. */
export type IterationMs = Record<Side, number>;

export type InspectedPair =
  | { state: 'fit'; iterationMs: IterationMs; sources: Record<Side, SourceFacts> }
  | { state: 'refused'; side: Side; reason: string }
  | Outlasted;

type Arms = readonly [base: CountArm, head: CountArm];

/** Longer iterations are not counted when the versions differ by `DIFFERENT`, in ms: such a change needs no fine instrument. */
const LONG_MS = 250;
const DIFFERENT = 2;
/** CPU times that differ by this factor, in two processes of each version, surely differ. */
export const SURE_FACTOR = 10;

/**
 * Runs both versions for a moment without counting, to find out whether they can be counted and how long an iteration is.
 *
 * @throws {ArmFailed} when a process broke down or reported a failure.
 */
export async function inspectPair(arms: Arms): Promise<InspectedPair> {
  const prepared = await ofEachArm(arms, prepare);
  const inspectArm = async ({ session, target }: CountArm, index: number) => {
    const unended = prepared[index];
    return unended ?? inspectBenchmark(session, target);
  };
  const [base, head] = await inTurn(arms, inspectArm);
  const inspected = { base, head };
  for (const side of ['base', 'head'] as const) {
    const { [side]: own } = inspected;
    if (own.state === 'refused') return { ...own, side };
  }
  if (base.state === 'fit' && head.state === 'fit') {
    const unfit = await unfitTogether({ base: base.iterationMs, head: head.iterationMs }, arms);
    if (unfit !== null) return unfit;
    return {
      state: 'fit',
      iterationMs: { base: base.iterationMs, head: head.iterationMs },
      sources: { base: base.sources, head: head.sources },
    };
  }
  for (const [side, own, other] of [['base', base, head] as const, ['head', head, base] as const]) {
    if (own.state !== 'unended') continue;
    const { limitMs } = own;
    if (other.state === 'fit' && other.iterationMs * SURE_FACTOR < limitMs) {
      const took = { state: 'unended', limitMs } as const;
      const otherMs = other.iterationMs;
      return { state: 'outlasted', side, took, otherMs, of: 'an iteration', note: null };
    }
    return { state: 'refused', side, reason: tooLong('three iterations', limitMs) };
  }
  throw new Error('Expected each version to be fit, refused or unended.');
}

/** Prepares a version for counting. @returns `unended` when it takes too long; null when it is prepared. */
async function prepare({ session, target }: CountArm): Promise<Inspected | null> {
  try {
    await prepareCounting(session, target);
    return null;
  } catch (error) {
    if (error instanceof TimeIsUp) return { state: 'unended', limitMs: error.limitMs };
    throw error;
  }
}

async function unfitTogether(
  iterationMs: IterationMs,
  arms: Arms,
): Promise<Exclude<InspectedPair, { state: 'fit' }> | null> {
  const { side, factor, slowMs } = slowerOf(iterationMs);
  if (slowMs > LONG_MS && factor > SURE_FACTOR) {
    const again = await inTurn(arms, ({ session, target }) => inspectBenchmark(session, target));
    const [base, head] = again.map((own) => (own.state === 'fit' ? own.iterationMs : null));
    const sure = typeof base === 'number' && typeof head === 'number' && { base, head };
    if (sure !== false && isSurelySlower(side, [iterationMs, sure])) {
      return outlastedBy(side, iterationMs, null);
    }
  }
  if (slowMs > LONGEST_MS || (slowMs > LONG_MS && factor > DIFFERENT)) {
    return { state: 'refused', side, reason: tooLong('an iteration', slowMs) };
  }
  return null;
}

/**
 * Does the work for one version after the other: at the same time, one would slow the other down where they share a core.
 *
 * @throws {ArmFailed} when a process failed.
 */
export async function inTurn<Value>(
  arms: Arms,
  work: (arm: CountArm, index: number) => Promise<Value>,
): Promise<[base: Value, head: Value]> {
  const of = async (index: 0 | 1) => {
    try {
      return await work(arms[index], index);
    } catch (error) {
      throw error instanceof ProcessFailed ? new ArmFailed(index, error) : error;
    }
  };
  return [await of(0), await of(1)];
}

/** Whether this side took {@link SURE_FACTOR} times as long whenever both were inspected. */
export function isSurelySlower(side: Side, times: readonly IterationMs[]): boolean {
  return times.every((pair) => {
    const slower = slowerOf(pair);
    return slower.side === side && slower.factor > SURE_FACTOR;
  });
}

/** Makes the finding of CPU times that surely differ. */
export function outlastedBy(side: Side, times: IterationMs, note: string | null): Outlasted {
  const other = side === 'base' ? 'head' : 'base';
  const took = { state: 'ended', ms: times[side] } as const;
  return { state: 'outlasted', side, took, otherMs: times[other], of: 'an iteration', note };
}

/** Returns the slower side, the factor, and the time of its iteration in ms. */
export function slowerOf({ base, head }: IterationMs) {
  const slowMs = Math.max(base, head);
  const side: Side = head > base ? 'head' : 'base';
  return { side, slowMs, factor: slowMs / Math.min(base, head) };
}

function tooLong(what: string, ms: number): string {
  return refusal(`${what} takes over ${(ms / 1000).toPrecision(2)} s, too long to be counted`);
}
