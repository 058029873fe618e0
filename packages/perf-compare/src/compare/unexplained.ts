import type { CountJudgement } from '../judge/judge-counts.ts';
import type { IterationMs } from './inspect-pair.ts';
import type { Outlasted } from './outlasted.ts';

/**
 * Instructions do not explain CPU times that differ by this factor more than they do. Where two processors share a core, equal
 * processes differ by up to 1.7.
 */
const UNEXPLAINED = 2;

/** Says how CPU times differ that the instructions do not explain. null: they do, or it is not known. */
export function unexplainedBecause(
  { judgement }: { judgement: CountJudgement | Outlasted | null },
  times: IterationMs,
): string | null {
  if (judgement === null || !('effect' in judgement) || judgement.effect === null) return null;
  const [time, count] = [times.head / times.base, 1 + judgement.effect];
  if (Math.abs(Math.log(time / count)) <= Math.log(UNEXPLAINED)) return null;
  return `an iteration of head took ${multiple(time)} the CPU time of base's, with ${multiple(count)} the instructions`;
}

function multiple(factor: number): string {
  return `${Number(factor.toPrecision(factor < 1 ? 2 : 3))}×`;
}
