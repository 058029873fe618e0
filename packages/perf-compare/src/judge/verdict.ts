import type { MeasuredMetric, Verdict, VerdictName } from '@night-pilot/perf-report';
import { formatChange, formatPercent, formatValue } from '@night-pilot/perf-report/text';
import { COUNT_RULES, type CountFinding, type CountJudgement } from './judge-counts.ts';
import type { WallFinding, WallJudgement } from './judge-wall.ts';
import type { WallRules } from './wall-rules.ts';

/** The series and the two sides that a judgement is about. */
export type Judged = Pick<Verdict, 'series' | 'base' | 'head'>;

/** Makes a verdict that rests on no measured difference. */
export function verdictWithoutEvidence(
  judged: Judged,
  verdict: Exclude<VerdictName, 'regression' | 'improvement' | 'unchanged'>,
  reason: string,
): Verdict {
  return { ...judged, verdict, reason, pairs: 0, effect: null, interval: null, method: 'none' };
}

/** Makes the verdict on a benchmark that runs the same code in both versions. */
export function sameCodeVerdict(judged: Judged): Verdict {
  const reason = 'same code: its bench file loads the same modules in both versions, byte for byte';
  const evidence = { pairs: 0, effect: null, interval: null, method: 'hashes of all modules' };
  return { ...judged, verdict: 'unchanged', reason, ...evidence };
}

/**
 * Makes the verdict on one benchmark by its wall time, as `verdicts.json` has it. A judgement that asks for
 * more pairs becomes `undecided`: nobody measured them.
 *
 * @param benchmarks Number of benchmarks that the run judged together.
 */
export function wallVerdict(
  judgement: WallJudgement,
  judged: Judged,
  { rules, benchmarks }: { rules: WallRules; benchmarks: number },
): Verdict {
  const finding = 'finding' in judgement ? judgement.finding : judgement;
  return {
    ...judged,
    verdict: judgement.state === 'more' ? 'undecided' : judgement.state,
    reason: wallReason(judgement, rules),
    pairs: finding?.pairs ?? 0,
    effect: finding?.effect ?? null,
    interval: finding?.interval ?? null,
    method: wallMethod(rules, benchmarks),
  };
}

/** Digits of limits and levels: these were chosen, not measured. */
const AS_CHOSEN = { digits: 4 };

/** Describes in one line how wall time was judged. */
export function wallMethod(rules: WallRules, benchmarks: number): string {
  const looks = rules.plan.looks.map(({ pairs }) => pairs).join(', ');
  const level = formatPercent(rules.level, AS_CHOSEN);
  const together = benchmarks === 1 ? '1 benchmark' : `${benchmarks} benchmarks`;
  return `mean log ratio of paired forks; repeated ${level} t intervals at ${looks} pairs; Holm over ${together} at ${formatPercent(rules.alarmRate, AS_CHOSEN)}; smallest effect ${formatPercent(rules.minEffect, AS_CHOSEN)}`;
}

function wallReason(judgement: WallJudgement, rules: WallRules): string {
  const margin = formatPercent(rules.minEffect, AS_CHOSEN);
  switch (judgement.state) {
    case 'regression':
      return `${about(judgement)}: the whole interval is slower by more than ${margin}`;
    case 'improvement':
      return `${about(judgement)}: the whole interval is faster by more than ${margin}`;
    case 'unchanged':
      return `${about(judgement)}: the whole interval is within ± ${margin}`;
    case 'undecided':
      return joined(judgement.finding, `${judgement.stop.text} before it was decided`);
    case 'more':
      return joined(
        judgement.finding,
        `${judgement.untilPairs} pairs were needed for the next look and were not measured`,
      );
  }
}

function joined(finding: WallFinding | null, reason: string): string {
  return finding === null
    ? `too few pairs for an interval: ${reason}`
    : `${about(finding)}: ${reason}`;
}

function about({ effect, interval, pairs }: WallFinding): string {
  const range = `${formatChange(interval.low)} to ${formatChange(interval.high)}`;
  return `${formatChange(effect)} (${range}) over ${pairs} pairs`;
}

/** Unit of a count: an iteration (the slope of several totals), a whole run of a program, or a thing such as a file. */
export type Counted = 'iteration' | 'run' | 'thing';

export interface CountVerdictOptions {
  /** @default 'iteration' */
  per?: Counted;
  /** Unit of a thing. @default '1' */
  unit?: string;
  /** Whether more or less of it is a regression. @default 'lower' */
  better?: MeasuredMetric['better'];
}

/**
 * Makes the verdict on one benchmark by counts, as `verdicts.json` has it. Its interval is null: the range
 * of repeats is no confidence interval. The reason names the range.
 */
export function countVerdict(
  judgement: Exclude<CountJudgement, { state: 'refused' }>,
  judged: Judged,
  { per = 'iteration', unit = '1', better = 'lower' }: CountVerdictOptions = {},
): Verdict {
  const finding = 'finding' in judgement ? judgement.finding : judgement;
  const { floor, isMoved } = finding ?? { floor: COUNT_RULES.floor, isMoved: false };
  const named = `${formatPercent(floor, AS_CHOSEN)}${isMoved ? ' for the same code in other files' : ''}`;
  return {
    ...judged,
    verdict: better === 'higher' ? REVERSED[judgement.state] : judgement.state,
    reason: countReason(judgement, { per, unit }),
    pairs: finding?.repeats ?? 0,
    effect: finding?.effect ?? null,
    interval: null,
    method: `${COUNTED[per]}; all repeats beyond the floor of ${named}`,
  };
}

const COUNTED: Record<Counted, string> = {
  iteration: 'count per iteration from two slopes',
  run: 'count of whole runs',
  thing: 'size or number as it is',
};

const REVERSED = {
  regression: 'improvement',
  improvement: 'regression',
  unchanged: 'unchanged',
  undecided: 'undecided',
} as const;

function countReason(
  judgement: Exclude<CountJudgement, { state: 'refused' }>,
  { per, unit }: { per: Counted; unit: string },
): string {
  if (judgement.state === 'undecided') return judgement.because;
  const { floor, isMoved } = judgement;
  const numbers = (finding: CountFinding) => changeOf(finding, { per, unit });
  const counts = (finding: CountFinding) =>
    `${numbers(finding)}: ${per === 'thing' ? '' : 'all repeats are '}`;
  switch (judgement.state) {
    case 'regression':
      return judgement.isCoarse
        ? `${numbers(judgement)}: not steady yet, and more all the same`
        : `${counts(judgement)}more by over ${formatPercent(floor, AS_CHOSEN)}`;
    case 'improvement':
      return judgement.isCoarse
        ? `${numbers(judgement)}: not steady yet, and less all the same`
        : `${counts(judgement)}less by over ${formatPercent(floor, AS_CHOSEN)}`;
    case 'unchanged':
      return isMoved
        ? `${numbers(judgement)}: the same code in other files, all repeats are within ± ${formatPercent(floor, AS_CHOSEN)}`
        : `${counts(judgement)}within ± ${formatPercent(floor, AS_CHOSEN)}`;
  }
}

function changeOf(
  { base, head, effect, range }: CountFinding,
  { per, unit }: { per: Counted; unit: string },
): string {
  const numbers =
    per === 'thing'
      ? `from ${formatValue(base, unit)} to ${formatValue(head, unit)}`
      : `from ${number(base, per)} to ${number(head, per)} per ${per}`;
  if (effect === null) return numbers;
  return `${numbers}, ${exact(effect)} (${exact(range.low)} to ${exact(range.high)})`;
}

/** A run takes millions: their first digits are enough, since the change stands beside them. */
function number(count: number, per: Counted): string {
  if (Math.abs(count) < COUNT_RULES.resolution) return '0';
  return per === 'run' ? formatValue(count, '1') : count.toFixed(1);
}

/** Formats a change with two digits: counts repeat so closely that one digit would hide it. */
function exact(change: number): string {
  if (change >= 9) return formatChange(change);
  return `${change < 0 ? '−' : '+'}${Math.abs(change * 100).toFixed(2)} %`;
}
