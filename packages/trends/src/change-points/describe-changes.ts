import type { ChangePoint } from './change-point.ts';
import { type Fit, meanOf, rangesOf } from './fit-levels.ts';
import { longRunVariance } from './noise.ts';
import { normalTail } from './normal-tail.ts';

/** Places of a step that cost less more than the best one, in variances: a likelihood ratio of 95 %. */
const AS_LIKELY = 5.99;

/**
 * Describes the changes of a fit: their size, how sure they are, and where else they may have been.
 *
 * @param points The points that were fitted.
 * @param isRatio Whether they are logarithms.
 */
export function describeChanges(
  points: Float64Array,
  fit: Pick<Fit, 'changes' | 'slope' | 'noise'>,
  isRatio: boolean,
): ChangePoint[] {
  const { changes, slope, noise } = fit;
  const unit = longRunVariance(noise);
  const level = points.map((point, at) => point - slope * at);
  const ranges = rangesOf(points, changes);
  return changes.map((index, at) => {
    const [from, to] = [ranges[at]?.[0] ?? 0, ranges[at + 1]?.[1] ?? points.length];
    const step = meanOf(level, index, to) - meanOf(level, from, index);
    const error = Math.sqrt(unit * (1 / (index - from) + 1 / (to - index)));
    const chance = points.length * 2 * normalTail(Math.abs(step) / error);
    return {
      index,
      magnitude: isRatio ? Math.expm1(step) : step,
      confidence: 1 - Math.min(1, chance),
      interval: likelyPlaces(level, { from, to, index, most: AS_LIKELY * unit }),
    };
  });
}

interface Step {
  /** First point of the level before, the first of the new level, and the one after its last. */
  from: number;
  index: number;
  to: number;
  /** Limit of the squared distances that a place may cost more than the best one. */
  most: number;
}

function likelyPlaces(
  points: Float64Array,
  { from, index, to, most }: Step,
): [first: number, last: number] {
  const count = to - from;
  const total = meanOf(points, from, to) * count;
  const explained: number[] = [];
  let sum = 0;
  for (let at = from; at < to - 1; at += 1) {
    sum += points[at] ?? NaN;
    const before = at + 1 - from;
    explained.push(sum ** 2 / before + (total - sum) ** 2 / (count - before));
  }
  const least = (explained[index - from - 1] ?? NaN) - most;
  const first = explained.findIndex((value) => value >= least);
  const last = explained.findLastIndex((value) => value >= least);
  return [Math.min(from + 1 + first, index), Math.max(from + 1 + last, index)];
}
