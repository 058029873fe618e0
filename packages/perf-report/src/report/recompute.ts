import { budgetState } from './budget.ts';
import { percentile } from '../stats/percentile.ts';
import type { Fork, MeasuredMetric, PerfReport, Summary } from './schema.ts';
import { identityTitle } from './series.ts';
import { summarize } from './summarize.ts';

/** Tolerance relative to the larger value, for rounding in another order or in another language. */
const ROUNDING = 1e-6;

/** Earlier versions took percentiles from histograms, with a precision of 0.1 % of the range of the samples. */
const HISTOGRAM_STEP = 0.002;

/**
 * Recomputes summaries that contradict their samples, and budgets that contradict their summaries. Percentiles of
 * another definition are kept when they lie between the right two samples.
 *
 * @returns the report itself when nothing contradicts, and a note for each corrected metric.
 */
export function recompute(report: PerfReport): { report: PerfReport; notes: string[] } {
  const notes: string[] = [];
  const metrics = report.metrics.map((metric) => {
    if (metric.state !== 'measured') return metric;
    const corrected = correct(metric);
    if (corrected === null) return metric;
    notes.push(`${identityTitle(metric)}: ${corrected.wrong.join('; ')}: recomputed.`);
    return corrected.metric;
  });
  return notes.length === 0 ? { report, notes } : { report: { ...report, metrics }, notes };
}

function correct(metric: MeasuredMetric): { metric: MeasuredMetric; wrong: string[] } | null {
  const wrong: string[] = [];
  let { summary, budget } = metric;
  const counted = metric.forks.filter(({ setAside }) => setAside === null);
  if (counted.length === 0) return null;
  // The kit averages ratios to a peer geometrically; other writers may not.
  const averages =
    metric.peer === undefined ? (['arithmetic'] as const) : (['geometric', 'arithmetic'] as const);
  const candidates = averages.map((average) => summarize(counted, average));
  const differing = candidates.map((a) => differences(summary, a, counted));
  if (differing.every(({ length }) => length > 0)) {
    wrong.push(`its summary contradicts its samples (${differing[0]?.join(', ')})`);
    summary = candidates.find(({ mean }) => Number.isFinite(mean)) ?? summary;
  }
  if (budget !== undefined) {
    const state = budgetState(budget, { ...metric, summary });
    const byMean = budgetState(budget, { ...metric, summary: { ...summary, interval: null } });
    const met = state !== 'broken';
    // When only the interval keeps the limit, a writer without states may have called the budget broken.
    const isMetWrong = met !== budget.met && (byMean !== 'broken') === met;
    const isStateWrong = budget.state !== undefined && budget.state !== state;
    if (isMetWrong || isStateWrong) {
      const stated = budget.state ?? (budget.met ? 'met' : 'broken');
      wrong.push(`its budget is ${state}, but the report says ${stated}`);
      budget = { ...budget, met, ...(budget.state !== undefined && { state }) };
    }
  }
  if (wrong.length === 0) return null;
  return { metric: { ...metric, summary, ...(budget !== undefined && { budget }) }, wrong };
}

function differences(given: Summary, computed: Summary, forks: readonly Fork[]): string[] {
  const names: string[] = [];
  if (!isClose(given.mean, computed.mean)) names.push('mean');
  if (!isClose(given.min, computed.min)) names.push('min');
  if (!isSameInterval(given.interval, computed.interval)) names.push('interval');
  for (const [name, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const) {
    if (!isClose(given[name], computed[name]) && !isBetweenNeighbours(given[name], share, forks)) {
      names.push(name);
    }
  }
  return names;
}

/** Accepts a missing interval, and one of another level. */
function isSameInterval(given: Summary['interval'], computed: Summary['interval']): boolean {
  if (given === null) return true;
  if (computed === null) return false;
  if (given.level !== computed.level) return true;
  const width = computed.high - computed.low;
  return (
    Math.abs(given.low - computed.low) <= ROUNDING * Math.max(width, Math.abs(computed.low)) &&
    Math.abs(given.high - computed.high) <= ROUNDING * Math.max(width, Math.abs(computed.high))
  );
}

/** Every usual definition puts a percentile between the same two samples of a fork. */
function isBetweenNeighbours(given: number, share: number, forks: readonly Fork[]): boolean {
  let [low, high] = [0, 0];
  for (const { samples } of forks) {
    const sorted = Float64Array.from(samples).sort();
    const position = (sorted.length - 1) * share;
    const slack = HISTOGRAM_STEP * (percentile(sorted, 1) - percentile(sorted, 0));
    low += (sorted[Math.floor(position)] ?? NaN) - slack;
    high += (sorted[Math.ceil(position)] ?? NaN) + slack;
  }
  return given >= low / forks.length && given <= high / forks.length;
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
}
