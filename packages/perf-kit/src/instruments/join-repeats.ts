import type { CountOutcome } from './count-result.ts';
import type { Count } from './count-together.ts';
import { refusalOfSpread } from './refusals.ts';
import { perIterationOf } from './slopes.ts';

/** What equal processes counted of one version, as one result: all of them, or what is wrong with one. */
export function joinRepeats(counts: readonly Count[]): CountOutcome {
  const counted = counts.filter((count) => count.state === 'counted');
  const [first] = counted;
  const other = counts.find((count) => count.state !== 'counted');
  if (other !== undefined) return other;
  if (first === undefined) throw new Error('Expected at least one count, got none.');
  const repeats = counted.map(({ slopes }) => slopes);
  const reason = refusalOfSpread(repeats.map(perIterationOf));
  if (reason !== null) return { state: 'refused', reason };
  const { schedule } = first;
  return { state: 'counted', perIteration: perIterationOf(first.slopes), repeats, schedule };
}
