import { isBudgetMet } from './budget.ts';
import { percentile } from '../stats/percentile.ts';
import type { Fork, MeasuredMetric, PerfReport, Summary } from './schema.ts';
import { identityTitle } from './series.ts';
import { summarize } from './summarize.ts';

/** Relative to the larger value: what is left of rounding in another order, or in another language. */
const ROUNDING = 1e-6;

/** Earlier versions took percentiles from histograms, to 0.1 % of the range of the samples. */
const HISTOGRAM_STEP = 0.002;

/**
 * A report whose summaries follow from its samples, and whose budgets are met or not by its
 * summaries. What agrees stays as it is: percentiles of another definition too, as long as they lie
 * between the samples that they should lie between.
 *
 * @returns the report itself where nothing contradicts; a note for each metric that was corrected.
 */
export function recompute(report: PerfReport): { report: PerfReport; notes: string[] } {
  const notes: string[] = [];
  const metrics = report.metrics.map((metric) => {
    if (metric.state !== 'measured') return metric;
    const corrected = correct(metric);
    if (corrected === null) return metric;
    notes.push(`${identityTitle(metric)}: ${corrected.wrong.join('; ')}: computed anew.`);
    return corrected.metric;
  });
  return notes.length === 0 ? { report, notes } : { report: { ...report, metrics }, notes };
}

function correct(metric: MeasuredMetric): { metric: MeasuredMetric; wrong: string[] } | null {
  const wrong: string[] = [];
  let { summary, budget } = metric;
  const counted = metric.forks.filter(({ setAside }) => setAside === null);
  if (counted.length === 0) return null;
  // Ratios to a peer are averaged geometrically; other writers may not do so.
  const averages =
    metric.peer === undefined ? (['arithmetic'] as const) : (['geometric', 'arithmetic'] as const);
  const candidates = averages.map((average) => summarize(counted, average));
  const differing = candidates.map((a) => differences(summary, a, counted));
  if (differing.every(({ length }) => length > 0)) {
    wrong.push(`its summary contradicts its samples (${differing[0]?.join(', ')})`);
    summary = candidates.find(({ mean }) => Number.isFinite(mean)) ?? summary;
  }
  if (budget !== undefined) {
    const met = isBudgetMet(budget, { ...metric, summary });
    // Where only the interval keeps the limit, a writer may have called the budget broken.
    const byMean = isBudgetMet(budget, { ...metric, summary: { ...summary, interval: null } });
    if (met !== budget.met && met === byMean) {
      wrong.push(
        `its budget is ${met ? 'met' : 'broken'} and was told to be ${met ? 'broken' : 'met'}`,
      );
      budget = { ...budget, met };
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

/** A report may leave the interval out, or give one of another level. */
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

/** Every usual definition of a percentile lies between the same two samples of a fork. */
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
