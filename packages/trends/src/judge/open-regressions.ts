import { median } from '@night-pilot/perf-report/median';
import type { OpenRegression, SeriesToJudge } from './series.ts';

/** Newest runs of times that have to be as before until a regression counts as fixed: one of them may be an outlier. */
const RUNS_TO_FIX = 3;

/**
 * Returns the open regressions of a series that have gone away. A count is back when it is within the floor of what it was
 * before, or better; times are back when each of the newest three is nearer to the level before than to that of the regression.
 *
 * @param isCount Whether the series repeats.
 * @param floor Largest relative change that does not matter.
 */
export function fixedRegressions(
  series: SeriesToJudge,
  { isCount, floor }: { isCount: boolean; floor: number },
): OpenRegression[] {
  return (series.open ?? []).filter((regression) => {
    const before = median(regression.before.map(({ mean }) => mean));
    const worse = series.better === 'higher' ? -1 : 1;
    const excess = (value: number) => worse * (value - before);
    if (isCount)
      return excess(series.mean) <= Math.max(floor * Math.abs(before), series.resolution);
    const since = [...series.earlier.map(({ mean }) => mean), series.mean];
    if (since.length <= RUNS_TO_FIX) return false;
    const newest = since.slice(-RUNS_TO_FIX);
    const level = median(since.slice(0, -RUNS_TO_FIX));
    return newest.every((value) => excess(value) < excess(level) / 2);
  });
}
