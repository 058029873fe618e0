import { withoutDirection } from '@night-pilot/perf-compare/judge';
import { type Instrument, type Interval, isCount, type Verdict } from '@night-pilot/perf-report';
import { alarmsOf, isBeyond } from './alarms.ts';
import { compare } from './comparison.ts';
import { decide, withoutComparison, withoutHistory } from './decide.ts';
import { decideAtZero } from './decide-at-zero.ts';
import { decideChangePoint, newestChangePoint } from './decide-change-point.ts';
import { decideCount } from './decide-count.ts';
import { decideFixed, decideOpen } from './decide-open.ts';
import { clearestStep, decideStep, type SteppedSeries } from './decide-step.ts';
import type { AmongOthers, Decision, JudgedSeries } from './decision.ts';
import { fixedRegressions } from './open-regressions.ts';
import {
  ALARM_RATE,
  MAX_EARLIER_RUNS,
  MIN_EARLIER_RUNS,
  SMALLEST_EFFECT,
  STEP_ALARM_RATE,
} from './options.ts';
import { recentSteps } from './recent-steps.ts';
import type { OpenRegression, SeriesToJudge } from './series.ts';
import type { Shift } from './shift.ts';

export interface JudgeOptions {
  /** Largest relative changes that do not matter. @default 0.05 for wall and browser, 0.004 for the others */
  smallestEffect?: Partial<Record<Instrument, number>>;
}

/** The run to judge. */
export interface RunToJudge {
  id: string;
  sha: string | null;
  /**
   * Whether it is a run of the history that its series belong to. Several of these show a step together; a run of another
   * branch stands alone. @default false
   */
  isOfHistory?: boolean;
}

/** What was found out about one series of a run. */
export interface SeriesJudgement {
  verdict: Verdict;
  /** The change that starts in this run, or for times in one of the few before it; null without one. */
  change: Change | null;
  /** Open regressions that have gone away. */
  fixed: readonly OpenRegression[];
  /** Whether measuring both versions in turns would tell whether these times changed. */
  isSuspect: boolean;
}

export interface Change {
  direction: 'regression' | 'improvement';
  /** Runs that show it, the judged one included. */
  runs: number;
  /** Runs before these that may have shown it first. */
  earlierRuns: number;
  /**
   * `counted`: the instrument repeats. `suspected`: only the times of the history show it. `confirmed`, `refuted`: what
   * measuring both versions in turns has shown.
   */
  certainty: 'counted' | 'suspected' | 'confirmed' | 'refuted';
  effect: number | null;
  interval: Interval | null;
}

/**
 * Judges a run against earlier runs of its series. A pure function: equal values give equal verdicts.
 *
 * @returns One verdict for each series, in their order.
 */
export function judgeRun(
  run: RunToJudge,
  series: readonly SeriesToJudge[],
  options: JudgeOptions = {},
): Verdict[] {
  return judgeSeries(run, series, options).map(({ verdict }) => verdict);
}

/** Judges a run as `judgeRun` does, and says what a history has to remember of it. */
export function judgeSeries(
  run: RunToJudge,
  series: readonly SeriesToJudge[],
  options: JudgeOptions = {},
): SeriesJudgement[] {
  const smallestEffects = { ...SMALLEST_EFFECT, ...options.smallestEffect };
  const floorOf = ({ identity }: SeriesToJudge) => smallestEffects[identity.instrument];
  const newest = series.map((one) => ({ ...one, earlier: one.earlier.slice(-MAX_EARLIER_RUNS) }));
  const judged = newest.map((one) =>
    one.earlier.length < MIN_EARLIER_RUNS ? null : compared(one, floorOf(one)),
  );
  const candidates = judged.filter((one) => one !== null);
  const alarms = alarmsOf(candidates, ALARM_RATE, isBeyond);
  const stepped = run.isOfHistory ? series.map((one) => steppedSeries(one, floorOf(one))) : [];
  const inSteps = stepped.filter((one) => one !== null);
  const stepAlarms = alarmsOf(
    inSteps,
    STEP_ALARM_RATE,
    (one, level) => clearestStep(one, level) !== null,
  );
  return newest.map((one, at) => {
    const candidate = judged[at] ?? null;
    const isAlarm = candidate !== null && alarms.has(candidate);
    const others = {
      isAlarm,
      seriesOfRun: candidates.length,
      isOutlierPossible: run.isOfHistory === true,
    };
    const steps = stepped[at] ?? null;
    const shift = steps && shiftOf(steps, { isStep: stepAlarms.has(steps), count: inSteps.length });
    return judgementOf(run, one, { floor: floorOf(one), judged: candidate, ...others, shift });
  });
}

/** Level of the step that is shown of a series that has one. */
const STEP_LEVEL = 1 - STEP_ALARM_RATE;

/** The newest runs show a change first, the whole history one that they did not show while it was new. */
function shiftOf(
  stepped: SteppedSeries,
  { isStep, count }: { isStep: boolean; count: number },
): Shift | null {
  const step = isStep ? clearestStep(stepped, STEP_LEVEL) : null;
  if (step !== null) return decideStep(stepped.series, step);
  const point = newestChangePoint(stepped.series, count);
  return point && decideChangePoint(stepped.series, point);
}

interface Rule extends AmongOthers {
  floor: number;
  judged: JudgedSeries | null;
  shift: Shift | null;
}

function judgementOf(run: RunToJudge, series: SeriesToJudge, rule: Rule): SeriesJudgement {
  const isCount = isCountSeries(series);
  const fixed = fixedRegressions(series, { isCount, floor: rule.floor });
  const found = withoutDirection(decisionOn(series, rule), series);
  const isSuspect = !isCount && (rule.isAlarm || rule.shift !== null);
  const verdictOf = (decision: Decision): Verdict => ({
    series: { ...series.identity, fingerprint: series.fingerprint },
    ...decision,
    head: { runs: [run.id], sha: run.sha },
    method: `${isCount ? COUNT_METHOD : METHOD}; alarms by Holm over ${rule.seriesOfRun} series`,
  });
  if (fixed.length > 0)
    return { verdict: verdictOf(decideFixed(series, fixed)), change: null, fixed, isSuspect };
  const change = changeIn(found, rule);
  const known =
    change === null || change.direction === 'improvement' ? series.open?.[0] : undefined;
  const decision = known === undefined ? found : decideOpen(series, known, found);
  return { verdict: verdictOf(decision), change, fixed, isSuspect };
}

/** A suspicion by a single run is no change yet: it may be an outlier. */
function changeIn(
  { verdict, suspicion, effect, interval }: Decision,
  { shift }: Rule,
): Change | null {
  if (verdict === 'regression' || verdict === 'improvement') {
    return { direction: verdict, runs: 1, earlierRuns: 0, certainty: 'counted', effect, interval };
  }
  if (suspicion === undefined || shift === null) return null;
  const { runs, earlierRuns } = shift;
  return { direction: suspicion, runs, earlierRuns, certainty: 'suspected', effect, interval };
}

/** Only positive times of a history show steps of several runs. */
function steppedSeries(series: SeriesToJudge, floor: number): SteppedSeries | null {
  if (isCountSeries(series)) return null;
  const values = [...series.earlier.map(({ mean }) => mean), series.mean];
  if (values.length <= MIN_EARLIER_RUNS || values.some((value) => value <= 0)) return null;
  const steps = recentSteps(values);
  return steps.length === 0 ? null : { series, steps, smallestEffect: floor };
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

function decisionOn(series: SeriesToJudge, rule: Rule): Decision {
  if (series.earlier.length === 0) return withoutHistory(series);
  if (isCountSeries(series)) return decideCount(series, rule);
  const atZero = decideAtZero(series);
  if (atZero !== null) return atZero;
  if (rule.shift !== null) return rule.shift.decision;
  return rule.judged === null ? withoutComparison(series) : decide(rule.judged, rule);
}

function isCountSeries({ identity, kind }: SeriesToJudge): boolean {
  return isCount({ instrument: identity.instrument, kind });
}
