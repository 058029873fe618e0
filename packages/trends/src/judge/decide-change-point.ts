import { studentTQuantile } from '@night-pilot/perf-report/stats';
import { formatChange } from '@night-pilot/perf-report/text';
import { type ChangePoint, detectChangePoints } from '../change-points/index.ts';
import { normalTail } from '../change-points/normal-tail.ts';
import { type Decision, named } from './decision.ts';
import type { SeriesToJudge } from './series.ts';
import type { Shift } from './shift.ts';

/** Threshold of one series: less than one false change point in 10,000 points. */
const THRESHOLD = 4.2;

/**
 * Finds the newest change point of a series of times, one that the newest runs did not show while it was new.
 *
 * @param seriesOfRun Number of series that are judged: each may show one by chance, so that the threshold grows with it.
 * @returns null without one.
 */
export function newestChangePoint(
  { earlier, mean }: SeriesToJudge,
  seriesOfRun: number,
): ChangePoint | null {
  const values = [...earlier.map((run) => run.mean), mean];
  // The scatter of few points is uncertain: Student's t is wider than the normal distribution.
  const chance = normalTail(THRESHOLD) / seriesOfRun;
  const threshold = studentTQuantile(1 - chance, Math.max(1, values.length - 2));
  return detectChangePoints(values, { threshold }).at(-1) ?? null;
}

/** Decides on a series of times with a change point: a suspicion. */
export function decideChangePoint(
  series: SeriesToJudge,
  { index, magnitude, confidence, interval }: ChangePoint,
): Shift {
  const { earlier, identity } = series;
  const name = named(magnitude, series);
  const before = earlier.slice(0, index);
  const since = earlier[index];
  const decision: Decision = {
    verdict: 'undecided',
    suspicion: name,
    reason: `suspicion of ${name === 'regression' ? 'a regression' : 'an improvement'}: ${formatChange(magnitude)} since run ${since?.run ?? ''}, a change point of ${earlier.length + 1} runs (confidence ${confidence.toFixed(4)}); ${identity.instrument} alone fails no run, measure both versions in turns`,
    base: { runs: before.map(({ run }) => run), sha: null },
    pairs: before.length,
    effect: magnitude,
    interval: null,
  };
  return { runs: earlier.length + 1 - index, earlierRuns: index - interval[0], decision };
}
