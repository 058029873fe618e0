import type { IsEnough } from '@night-pilot/perf-host/count';
import { farApart } from '../judge/far-apart.ts';
import { COUNT_RULES } from '../judge/judge-counts.ts';
import { toRepeat } from './counted-arm.ts';

/** Returns true when two versions surely differ by a factor, so that their counts need not be precise. */
export const isEnough: IsEnough = (slopes, factor) => {
  const [base, head] = slopes.map(toRepeat);
  if (base === undefined || head === undefined) return false;
  if (farApart([base], [head], COUNT_RULES) === null) return false;
  return Math.max(base.late, head.late) >= factor * Math.min(base.late, head.late);
};
