import type { Instrument, Verdict } from '@night-pilot/perf-kit/report';
import { alarmsOf } from './alarms.ts';
import { compare } from './comparison.ts';
import { ALARM_RATE, MIN_EARLIER_RUNS, SMALLEST_EFFECT } from './options.ts';
import type { SeriesToJudge } from './series.ts';
import { decide, type JudgedSeries, withoutComparison } from './decide.ts';

export interface JudgeOptions {
  /** Relative changes that do not matter. @default 0.05 for wall and browser, 0.004 for the others */
  smallestEffect?: Partial<Record<Instrument, number>>;
}

/**
 * Judges a run against earlier runs of its series. Pure: the same values give the same verdicts.
 *
 * @returns One verdict a series, in their order.
 */
export function judgeRun(
  run: { id: string; sha: string | null },
  series: readonly SeriesToJudge[],
  options: JudgeOptions = {},
): Verdict[] {
  const smallestEffects = { ...SMALLEST_EFFECT, ...options.smallestEffect };
  const judged = new Map<SeriesToJudge, JudgedSeries>();
  for (const one of series) {
    if (one.earlier.length < MIN_EARLIER_RUNS) continue;
    const means = one.earlier.map(({ mean }) => mean);
    const comparison = compare(one.mean, means);
    if (comparison === null) continue;
    const smallestEffect = smallestEffects[one.identity.instrument];
    judged.set(one, { series: one, comparison, smallestEffect });
  }
  const alarms = alarmsOf([...judged.values()], ALARM_RATE);
  return series.map((one) => {
    const comparable = judged.get(one);
    return {
      series: { ...one.identity, fingerprint: one.fingerprint },
      ...(comparable === undefined
        ? withoutComparison(one)
        : decide(comparable, { isAlarm: alarms.has(comparable), seriesOfRun: judged.size })),
      head: { runs: [run.id], sha: run.sha },
      method: `${METHOD}; alarms by Holm over ${judged.size} series`,
    };
  });
}

const METHOD = 'one run against earlier ones: Student t on trimmed logarithms';
