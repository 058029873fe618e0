import { changeAtZero } from '@night-pilot/perf-compare/judge';
import { bareChange } from './comparison.ts';
import { type Decision, evidence, foundText, NO_CHANGE } from './decision.ts';
import type { SeriesToJudge } from './series.ts';
import { trimmed } from './spread.ts';

/**
 * Decides on a change from zero or to zero, for any instrument: none where there always was some,
 * or some where there never was any.
 *
 * @returns null when there is no such change, see `changeAtZero`.
 */
export function decideAtZero(series: SeriesToJudge): Decision | null {
  const means = series.earlier.map(({ mean }) => mean);
  if (series.mean !== 0 && !means.includes(0)) return null;
  const kept = trimmed(means);
  const verdict = changeAtZero(series, kept, [series.mean]);
  if (verdict === null) return null;
  const change = {
    effect: bareChange(series.mean, means),
    interval: verdict === 'unchanged' ? NO_CHANGE : null,
  };
  const found = foundText(series, change, kept[0] ?? 0);
  return {
    ...evidence(series),
    ...change,
    verdict,
    reason: `${found}: ${verdict === 'unchanged' ? 'none, as before' : 'a busy machine cannot explain a change from or to zero'}`,
  };
}
