import { withoutDirection } from '@night-pilot/perf-compare/judge';
import { type Instrument, isCount, type Verdict } from '@night-pilot/perf-report';
import { alarmsOf } from './alarms.ts';
import { compare } from './comparison.ts';
import { decide, withoutComparison, withoutHistory } from './decide.ts';
import { decideAtZero } from './decide-at-zero.ts';
import { decideCount } from './decide-count.ts';
import type { AmongOthers, Decision, JudgedSeries } from './decision.ts';
import { ALARM_RATE, MIN_EARLIER_RUNS, SMALLEST_EFFECT } from './options.ts';
import type { SeriesToJudge } from './series.ts';

export interface JudgeOptions {
  /** Largest relative changes that do not matter. @default 0.05 for wall and browser, 0.004 for the others */
  smallestEffect?: Partial<Record<Instrument, number>>;
}

/**
 * Judges a run against earlier runs of its series. A pure function: equal values give equal verdicts.
 *
 * @returns One verdict for each series, in their order.
 */
export function judgeRun(
  run: { id: string; sha: string | null },
  series: readonly SeriesToJudge[],
  options: JudgeOptions = {},
): Verdict[] {
  const smallestEffects = { ...SMALLEST_EFFECT, ...options.smallestEffect };
  const floorOf = ({ identity }: SeriesToJudge) => smallestEffects[identity.instrument];
  const judged = new Map<SeriesToJudge, JudgedSeries>();
  for (const one of series) {
    if (one.earlier.length >= MIN_EARLIER_RUNS) judged.set(one, compared(one, floorOf(one)));
  }
  const alarms = alarmsOf([...judged.values()], ALARM_RATE);
  return series.map((one) => {
    const candidate = judged.get(one) ?? null;
    const isAlarm = candidate !== null && alarms.has(candidate);
    const others = { isAlarm, seriesOfRun: judged.size };
    return {
      series: { ...one.identity, fingerprint: one.fingerprint },
      ...withoutDirection(
        decisionOn(one, { judged: candidate, floor: floorOf(one), ...others }),
        one,
      ),
      head: { runs: [run.id], sha: run.sha },
      method: `${isCountSeries(one) ? COUNT_METHOD : METHOD}; alarms by Holm over ${judged.size} series`,
    };
  });
}

const METHOD = 'one run against earlier ones: Student t on trimmed logarithms';
const COUNT_METHOD = `count against each earlier one but for outliers; with ${MIN_EARLIER_RUNS} or more also Student t on trimmed logarithms`;

/** Compares a series. The floor and the resolution both limit the smallest effect; the larger one counts. */
function compared(series: SeriesToJudge, floor: number): JudgedSeries {
  const comparison = compare(
    series.mean,
    series.earlier.map(({ mean }) => mean),
  );
  const { resolution } = series;
  const centre = Math.abs(comparison.centre);
  const smallestEffect = centre === 0 ? resolution : Math.max(floor, resolution / centre);
  return { series, comparison, smallestEffect };
}

function decisionOn(
  series: SeriesToJudge,
  rule: AmongOthers & { judged: JudgedSeries | null; floor: number },
): Decision {
  if (series.earlier.length === 0) return withoutHistory(series);
  if (isCountSeries(series)) return decideCount(series, rule);
  const atZero = decideAtZero(series);
  if (atZero !== null) return atZero;
  return rule.judged === null ? withoutComparison(series) : decide(rule.judged, rule);
}

function isCountSeries({ identity, kind }: SeriesToJudge): boolean {
  return isCount({ instrument: identity.instrument, kind });
}
