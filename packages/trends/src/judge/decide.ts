import { IS_DETERMINISTIC, type Verdict } from '@night-pilot/perf-report';
import { bareChange } from './comparison.ts';
import {
  type AmongOthers,
  changeOf,
  type Decision,
  evidence,
  foundText,
  isInside,
  type JudgedSeries,
  named,
  shareText,
  whyNoAlarm,
} from './decision.ts';
import { MIN_EARLIER_RUNS } from './options.ts';
import type { SeriesToJudge } from './series.ts';

/** Decides on a series that no earlier run measured in this environment. */
export function withoutHistory({ elsewhere }: SeriesToJudge): Decision {
  const nothing = { effect: null, interval: null, pairs: 0 };
  if (elsewhere === null) {
    const reason = 'no baseline: no earlier run measured this';
    return { ...nothing, verdict: 'undecided', reason, base: null };
  }
  return {
    ...nothing,
    verdict: 'incomparable',
    reason: `measured in other environments only: ${elsewhere.differences.join('; ') || 'the fingerprints differ'}`,
    base: { runs: [elsewhere.run], sha: elsewhere.sha },
  };
}

/** Decides on a series with too few earlier runs for an interval. */
export function withoutComparison(series: SeriesToJudge): Decision {
  const { earlier, mean } = series;
  return {
    ...evidence(series),
    verdict: 'undecided',
    reason: `${earlier.length} of ${MIN_EARLIER_RUNS} runs so far: too few to know how much runs scatter`,
    effect: bareChange(
      mean,
      earlier.map((other) => other.mean),
    ),
    interval: null,
  };
}

/** Decides on a series that was compared with enough earlier runs. */
export function decide(judged: JudgedSeries, others: AmongOthers): Decision {
  const { series, comparison } = judged;
  const change = changeOf(judged);
  const found = foundText(series, change, comparison.centre);
  const limit = shareText(judged.smallestEffect);
  const because = (verdict: Verdict['verdict'], reason: string): Decision => ({
    ...evidence(series),
    ...change,
    verdict,
    reason,
  });
  if (others.isAlarm) {
    const name = named(comparison.difference, series);
    const { instrument } = series.identity;
    if (IS_DETERMINISTIC[instrument]) return because(name, `${found}: wholly beyond ${limit}`);
    return others.isOutlierPossible
      ? because(
          'undecided',
          `this run stands out: ${found}; one run may be an outlier, the next one tells`,
        )
      : {
          ...because(
            'undecided',
            `suspicion of ${name === 'regression' ? 'a regression' : 'an improvement'}: ${found}; ${instrument} alone fails no run, measure both versions in turns`,
          ),
          suspicion: name,
        };
  }
  if (isInside(judged)) return because('unchanged', `${found}: wholly inside ±${limit}`);
  return because('undecided', `${found}: ${whyNoAlarm(judged, others)}`);
}
