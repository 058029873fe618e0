import { formatChange } from '@night-pilot/perf-kit';
import type { Interval, Verdict } from '@night-pilot/perf-kit/report';
import { type Candidate, isBeyond } from './alarms.ts';
import { bareChange, effectInterval, effectOf } from './comparison.ts';
import { INTERVAL_LEVEL, IS_DETERMINISTIC, MIN_EARLIER_RUNS } from './options.ts';
import type { RunMean, SeriesToJudge } from './series.ts';

/** A series with enough earlier runs, and what their comparison says. */
export interface JudgedSeries extends Candidate {
  series: SeriesToJudge;
}

/** How the reason of a suspicion begins: stored verdicts tell it by nothing else. */
const SUSPICIONS = {
  regression: 'suspicion of a regression',
  improvement: 'suspicion of an improvement',
} as const;

/**
 * What a series would be if its instrument alone could prove it against history; null when
 * something else, or nothing, keeps it from being decided.
 */
export function suspicionOf({ verdict, reason }: Verdict): keyof typeof SUSPICIONS | null {
  if (verdict !== 'undecided') return null;
  if (reason.startsWith(SUSPICIONS.regression)) return 'regression';
  return reason.startsWith(SUSPICIONS.improvement) ? 'improvement' : null;
}

type Decision = Pick<Verdict, 'verdict' | 'reason' | 'base' | 'pairs' | 'effect' | 'interval'>;

/** The verdict on a series that has no earlier values which it can be compared with. */
export function withoutComparison({ earlier, elsewhere, mean }: SeriesToJudge): Decision {
  const nothing = { effect: null, interval: null, pairs: earlier.length, base: armOf(earlier) };
  if (earlier.length === 0 && elsewhere !== null) {
    return {
      ...nothing,
      verdict: 'incomparable',
      reason: `measured in other environments only: ${elsewhere.differences.join('; ') || 'their fingerprints differ'}`,
      base: { runs: [elsewhere.run], sha: elsewhere.sha },
    };
  }
  if (earlier.length === 0) {
    return {
      ...nothing,
      verdict: 'undecided',
      reason: 'no baseline: no earlier run measured this',
    };
  }
  if (earlier.length < MIN_EARLIER_RUNS) {
    return {
      ...nothing,
      verdict: 'undecided',
      reason: `${earlier.length} of ${MIN_EARLIER_RUNS} runs so far: too few to know how far runs differ by themselves`,
      effect: bareChange(
        mean,
        earlier.map((other) => other.mean),
      ),
    };
  }
  if (earlier.every((other) => other.mean === mean)) {
    return {
      ...nothing,
      verdict: 'unchanged',
      reason: `the same value as in all ${earlier.length} earlier runs`,
      effect: 0,
      interval: { low: 0, high: 0, level: INTERVAL_LEVEL },
    };
  }
  return {
    ...nothing,
    verdict: 'undecided',
    reason: 'zero or negative values: a relative change of them has no meaning',
  };
}

/**
 * The verdict on a series that was compared.
 *
 * @param run Whether the run's alarms hold this series, and how many series were compared.
 */
export function decide(
  judged: JudgedSeries,
  run: { isAlarm: boolean; seriesOfRun: number },
): Decision {
  const { series, comparison, smallestEffect } = judged;
  const effect = effectOf(comparison);
  const interval = effectInterval(comparison, INTERVAL_LEVEL);
  const found = `${describe(effect, interval)} against ${series.earlier.length} earlier runs`;
  const limit = formatShare(smallestEffect);
  const because = (verdict: Verdict['verdict'], reason: string): Decision => ({
    verdict,
    reason,
    base: armOf(series.earlier),
    pairs: series.earlier.length,
    effect,
    interval,
  });
  if (run.isAlarm) {
    const isWorse = effect > 0 === (series.better === 'lower');
    const change = isWorse ? 'regression' : 'improvement';
    const { instrument } = series.identity;
    return IS_DETERMINISTIC[instrument]
      ? because(change, `${found}: wholly beyond ${limit}`)
      : because(
          'undecided',
          `${SUSPICIONS[change]}: ${found}; ${instrument} alone fails no run, measure both versions in turns`,
        );
  }
  if (interval.low >= -smallestEffect && interval.high <= smallestEffect) {
    return because('unchanged', `${found}: wholly inside ±${limit}`);
  }
  if (isBeyond(judged, INTERVAL_LEVEL)) {
    return because(
      'undecided',
      `${found}: alone beyond ${limit}, but among ${run.seriesOfRun} series chance does this too often`,
    );
  }
  return because('undecided', `${found}: too wide to tell a change of ${limit} from none`);
}

function describe(effect: number, { low, high }: Interval): string {
  return `${formatChange(effect)} (${formatChange(low)} to ${formatChange(high)})`;
}

function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

function armOf(runs: readonly RunMean[]): Verdict['base'] {
  const [first] = runs;
  if (first === undefined) return null;
  const shared = runs.every(({ sha }) => sha === first.sha) ? first.sha : null;
  return { runs: runs.map(({ run }) => run), sha: shared };
}
