import { type CountArm, ofEachArm } from '../instruments/count-together.ts';
import { inspectBenchmark } from '../instruments/inspect-benchmark.ts';
import { refusal } from '../instruments/refusals.ts';
import type { Side } from './turn.ts';
import type { Unended } from './unended.ts';

/** CPU time of one iteration of each version, in ms. */
export type IterationMs = Record<Side, number>;

export type InspectedPair =
  | { state: 'fit'; iterationMs: IterationMs }
  | { state: 'refused'; side: Side; reason: string }
  | Unended;

/** Iterations that take longer are left to wall where the versions differ, in ms: nothing fine has to be seen there. */
const LONG_MS = 250;
/** By this factor. */
const DIFFERENT = 2;

/**
 * Runs both versions for a moment without counting: can they be counted, and how long is an iteration of each?
 *
 * @throws {ArmFailed} when a process broke down or told of a failure.
 */
export async function inspectPair(
  arms: readonly [base: CountArm, head: CountArm],
): Promise<InspectedPair> {
  const [base, head] = await ofEachArm(arms, ({ session, target }) =>
    inspectBenchmark(session, target),
  );
  if (base === undefined || head === undefined) throw new Error('Expected both versions.');
  for (const [side, inspected] of [['base', base] as const, ['head', head] as const]) {
    if (inspected.state === 'refused') return { ...inspected, side };
  }
  if (base.state === 'fit' && head.state === 'fit') {
    return fitTogether({ base: base.iterationMs, head: head.iterationMs });
  }
  for (const [side, inspected, other] of [
    ['base', base, head] as const,
    ['head', head, base] as const,
  ]) {
    if (inspected.state !== 'unended') continue;
    const { limitMs } = inspected;
    if (other.state === 'fit') {
      const otherMs = other.iterationMs;
      return { state: 'unended', side, limitMs, otherMs, of: 'an iteration' };
    }
    return { state: 'refused', side, reason: tooLong('three iterations', limitMs) };
  }
  throw new Error('Expected each version to be fit, refused or unended.');
}

function fitTogether(iterationMs: IterationMs): InspectedPair {
  const { base, head } = iterationMs;
  const side = head > base ? 'head' : 'base';
  const [slow, fast] = [Math.max(base, head), Math.min(base, head)];
  if (slow > LONG_MS && slow > DIFFERENT * fast) {
    return { state: 'refused', side, reason: tooLong('an iteration', slow) };
  }
  return { state: 'fit', iterationMs };
}

function tooLong(what: string, ms: number): string {
  return refusal(`${what} takes over ${(ms / 1000).toPrecision(2)} s, too long to be counted`);
}
