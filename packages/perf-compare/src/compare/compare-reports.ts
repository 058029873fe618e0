import { changeAtZero } from '../judge/change-at-zero.ts';
import { type CountedArm, judgeCounts } from '../judge/judge-counts.ts';
import type { WallJudgement } from '../judge/judge-wall.ts';
import {
  type Counted,
  countVerdict,
  type Judged,
  verdictWithoutEvidence,
  wallVerdict,
} from '../judge/verdict.ts';
import { wallRules } from '../judge/wall-rules.ts';
import { withoutDirection } from '../judge/without-direction.ts';
import {
  type Environment,
  isCount,
  type MeasuredMetric,
  type Metric,
  type PerfReport,
  resolutionOf,
  type Verdict,
} from '@night-pilot/perf-report';
import { differingFields, fingerprintOf } from '@night-pilot/perf-report/machine';
import { identityKey, identityTitle } from '@night-pilot/perf-report/series';
import { formatChange, formatValue } from '@night-pilot/perf-report/text';
import { mean } from '@night-pilot/perf-report/stats';
import { areArmsOfOne } from './comparison-id.ts';
import { rejudgePairs } from './rejudged-pairs.ts';
import type { Comparison } from './outcome.ts';
import { unpairedChange } from './unpaired-change.ts';

export interface CompareReportsOptions {
  /** The smallest change of wall time that matters, as a share. @default 0.0125 */
  minEffect?: number | undefined;
  /** Head measured only some of the benchmarks: those that it lacks are not `gone`. @default false */
  isPart?: boolean | undefined;
}

interface Reports {
  base: PerfReport;
  head: PerfReport;
}

/**
 * Compares two saved reports.
 *
 * - Counts are judged as in a history: they repeat whenever they are counted.
 * - Elapsed time is judged if both reports come from one comparison: it was measured in turns.
 * - Elapsed time and memory of two runs are not judged: the time between the runs is part of the difference. The change is
 *   shown, and the verdict is `undecided`.
 * - A benchmark that only one report has is `new` or `gone`.
 *
 * @throws {PerfKitError} when `minEffect` is not a share, or the forks of a comparison are not pairs.
 */
export function compareReports(
  base: PerfReport,
  head: PerfReport,
  { minEffect, isPart = false }: CompareReportsOptions = {},
): Comparison {
  const reports = { base, head };
  const before = new Map(base.metrics.map((metric) => [identityKey(metric), metric]));
  const rules = wallRules(minEffect === undefined ? {} : { minEffect });
  const inTurns = areArmsOfOne(base.run, head.run)
    ? rejudgePairs(base, head, rules)
    : new Map<string, WallJudgement>();
  const comparison: Comparison = { verdicts: [], problems: [] };
  for (const metric of head.metrics) {
    const key = identityKey(metric);
    if (metric.state === 'failed') {
      comparison.problems.push({ what: identityTitle(metric), message: metric.error.message });
      continue;
    }
    const judged = judgedOf(before.get(key), metric, reports);
    const judgement = inTurns.get(key);
    if (judgement !== undefined) {
      const about = { rules, benchmarks: inTurns.size };
      comparison.verdicts.push(wallVerdict(judgement, judged, about));
    } else if (metric.state === 'measured') {
      const verdict = judge(judged, { from: before.get(key), to: metric, reports });
      comparison.verdicts.push(withoutDirection(verdict, metric));
    }
  }
  if (!isPart) comparison.verdicts.push(...goneFrom(reports));
  return comparison;
}

/** Lists the metrics that base measured and head does not have by any instrument. */
function goneFrom(reports: Reports): Verdict[] {
  const { base, head } = reports;
  return base.metrics
    .filter((metric) => metric.state === 'measured' && isMissingIn(head, metric))
    .map((metric) => {
      const { series } = judgedOf(undefined, metric, { base, head: base });
      const judged = { series, base: armOf(base), head: armOf(head) };
      return verdictWithoutEvidence(judged, 'gone', 'head does not have it');
    });
}

/** Whether a report lacks a benchmark. One that shares a test or a file with a failure may be there. */
function isMissingIn(report: PerfReport, metric: Metric): boolean {
  const keyOf = (one: Metric) => identityKey({ ...one, instrument: 'wall' });
  return report.metrics
    .filter(({ project }) => project === metric.project)
    .every((present) =>
      present.state === 'failed'
        ? present.suite !== metric.suite && present.suite !== ''
        : keyOf(present) !== keyOf(metric),
    );
}

function judgedOf(from: Metric | undefined, to: Metric, reports: Reports): Judged {
  const { project, suite, name, params, instrument } = to;
  const fingerprint = fingerprintOf(environmentOf(reports.head, to), instrument);
  return {
    series: { project, suite, name, params, instrument, fingerprint },
    base: from === undefined ? null : armOf(reports.base),
    head: armOf(reports.head),
  };
}

function judge(
  judged: Judged,
  { from, to, reports }: { from: Metric | undefined; to: MeasuredMetric; reports: Reports },
): Verdict {
  if (from === undefined && isMissingIn(reports.base, to)) {
    return verdictWithoutEvidence(judged, 'new', 'base does not have it');
  }
  if (from?.state !== 'measured') {
    const reason = from === undefined ? 'base did not measure it' : 'base could not measure it';
    return verdictWithoutEvidence(judged, 'undecided', reason);
  }
  if (from.unit !== to.unit) {
    return verdictWithoutEvidence(
      judged,
      'incomparable',
      `measured in ${from.unit} before, in ${to.unit} now`,
    );
  }
  const { instrument } = to;
  const fields = differingFields(
    environmentOf(reports.base, from),
    environmentOf(reports.head, to),
    instrument,
  );
  if (fields.length > 0) {
    const reason = `the environments differ in ${fields.join(', ')}`;
    return verdictWithoutEvidence(judged, 'incomparable', reason);
  }
  // A ratio of counts is not judged as a count: its counts are judged themselves.
  if (isCount(to)) {
    const arms = { base: countsOf(from), head: countsOf(to) };
    const resolution = Math.max(resolutionOf(from), resolutionOf(to));
    const judgement = judgeCounts(arms, { resolution });
    if (judgement.state !== 'refused') {
      const { unit, better } = to;
      return countVerdict(judgement, judged, { per: perWhat(from, to), unit, better });
    }
  }
  return inTwoRuns(judged, from, to);
}

function inTwoRuns(judged: Judged, from: MeasuredMetric, to: MeasuredMetric): Verdict {
  const [base, head] = [meansOf(from), meansOf(to)];
  const numbers = `from ${formatValue(mean(base), from.unit)} to ${formatValue(mean(head), to.unit)}`;
  const atZero = changeAtZero(to, base, head);
  if (atZero !== null) {
    return {
      ...judged,
      verdict: atZero,
      reason: atZero === 'unchanged' ? 'none in either' : `${numbers}: ${NO_NOISE}`,
      pairs: 0,
      effect: relativeChange(base, head),
      interval: null,
      method: 'none against some',
    };
  }
  if ([...base, ...head].some((value) => value <= 0)) {
    const reason = `${numbers}, ${IN_TWO_RUNS}`;
    return {
      ...verdictWithoutEvidence(judged, 'undecided', reason),
      effect: relativeChange(base, head),
    };
  }
  const { effect, interval } = unpairedChange(base, head);
  const range =
    interval === null ? '' : ` (${formatChange(interval.low)} to ${formatChange(interval.high)})`;
  return {
    ...judged,
    verdict: 'undecided',
    reason: `${formatChange(effect)}${range}, ${IN_TWO_RUNS}`,
    pairs: 0,
    effect,
    interval,
    method: "Welch's 99 % interval on the logarithms of the forks' means",
  };
}

const IN_TWO_RUNS = 'measured in two runs, not in turns: perf-kit compare <base> decides';
const NO_NOISE = 'no busy machine makes something of nothing, or nothing of something';

/** Returns the relative change of the means. null: base is zero or less, from where a change has no size. */
function relativeChange(base: readonly number[], head: readonly number[]): number | null {
  const [from, to] = [mean(base), mean(head)];
  if (from === to) return 0;
  return from > 0 ? to / from - 1 : null;
}

/**
 * Reads counts from a metric. A count per iteration is stored as one fork whose samples are its slopes, a count of runs as
 * a fork for each run, and the size or number of a thing as one value in each fork.
 */
function countsOf({ instrument, forks }: MeasuredMetric): CountedArm {
  const repeats = forks.map(({ samples }) => {
    if (instrument === 'counted') return { early: mean(samples), late: mean(samples) };
    const [early = NaN, late = early] = samples;
    return { early, late };
  });
  const { code, links } = forks[0]?.counters ?? {};
  const sources = code === undefined || links === undefined ? null : { code, links };
  return { state: 'counted', repeats, sources };
}

function perWhat(from: MeasuredMetric, to: MeasuredMetric): Counted {
  if (to.instrument === 'counted') return 'thing';
  // Whole runs have no slopes.
  const isOfRuns = ({ forks }: MeasuredMetric) =>
    forks.every(({ samples }) => samples.length === 1);
  return isOfRuns(from) && isOfRuns(to) ? 'run' : 'iteration';
}

const meansOf = ({ forks }: MeasuredMetric) =>
  forks.filter(({ setAside }) => setAside === null).map(({ samples }) => mean(samples));

function armOf({ run }: PerfReport) {
  return { runs: [run.id], sha: run.commit?.sha ?? null };
}

function environmentOf(report: PerfReport, { environment }: Metric): Environment {
  // The schema guarantees that every metric has its environment.
  return report.environments.find(({ id }) => id === environment) as Environment;
}
