import { type Metric, type PerfReport, shownValue, type Verdict } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { formatChange, formatRange, formatValue } from '@night-pilot/perf-report/text';
import { type Standing, standingOf } from './standing.ts';
import { verdictsByMetric } from './verdict-of.ts';

/** A metric as text, without colours or markup. */
export interface ResultRow {
  metric: string;
  value: string;
  /** 99 % interval of the value; empty when one process measured it. */
  interval: string;
  /** The change against the earlier runs with its 99 % interval, or why there is none. */
  history: string;
  verdict: Standing;
  instrument: string;
}

/** The metrics of one suite of one project. */
export interface ResultGroup {
  title: string;
  rows: ResultRow[];
}

/** Returns all metrics of a report with their verdicts, in the order of the report. */
export function resultGroups(
  report: PerfReport,
  verdicts: readonly Verdict[],
): readonly ResultGroup[] {
  const verdictOf = verdictsByMetric(report, verdicts);
  return [...metricsBySuite(report)].map(([title, metrics]) => ({
    title,
    rows: metrics.map((metric) => resultRow(metric, verdictOf(metric))),
  }));
}

/** Groups metrics by `project › suite`, in the order of the report. */
export function metricsBySuite({ metrics }: PerfReport): Map<string, Metric[]> {
  return Map.groupBy(metrics, ({ project, suite }) =>
    [project, suite].filter(Boolean).join(SUITE_SEPARATOR),
  );
}

function resultRow(metric: Metric, verdict: Verdict | undefined): ResultRow {
  const params = Object.entries(metric.params).map(([key, value]) => `${key}=${value}`);
  const row = {
    metric: [metric.name, ...params].join(' '),
    interval: '',
    history: '',
    verdict: standingOf(metric, verdict),
    instrument: metric.instrument,
  };
  if (metric.state !== 'measured') return { ...row, value: '–' };
  const { unit, summary } = metric;
  const { mean, interval } = summary;
  return {
    ...row,
    value: formatValue(shownValue(mean, metric), unit),
    interval: interval === null ? '' : formatRange(interval.low, interval.high, unit),
    history: verdict === undefined ? '' : againstHistory(verdict),
  };
}

function againstHistory({ verdict, effect, interval, base, pairs }: Verdict): string {
  if (verdict === 'incomparable') return 'other environments only';
  if (base === null) return 'no baseline';
  if (effect === null) return 'from 0';
  const change = formatChange(effect);
  return interval === null
    ? `${change}, ${pairs} earlier ${pairs === 1 ? 'run' : 'runs'}`
    : `${change} (${formatChange(interval.low)} to ${formatChange(interval.high)})`;
}
