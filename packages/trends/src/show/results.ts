import { formatChange, formatRange, formatValue } from '@night-pilot/perf-kit';
import {
  fingerprintOf,
  identityKey,
  type Metric,
  type PerfReport,
  shownValue,
  SUITE_SEPARATOR,
  type Verdict,
} from '@night-pilot/perf-kit/report';

/** A metric as a person reads it: texts without colours or markup. */
export interface ResultRow {
  metric: string;
  value: string;
  /** 99 % interval of the value; empty when one process measured it. */
  interval: string;
  /** The change against the earlier runs with its 99 % interval, or why there is none. */
  history: string;
  verdict: Verdict['verdict'] | 'failed' | 'unavailable' | 'remembered' | 'not judged';
  instrument: string;
}

/** The metrics of one suite of one project. */
export interface ResultGroup {
  title: string;
  rows: ResultRow[];
}

/** Everything that a report holds, with what was judged about it, in the order of the report. */
export function resultGroups(
  { metrics, environments }: PerfReport,
  verdicts: readonly Verdict[],
): ResultGroup[] {
  const judged = new Map(
    verdicts.map((verdict) => [
      `${identityKey(verdict.series)}@${verdict.series.fingerprint}`,
      verdict,
    ]),
  );
  const known = new Map(environments.map((environment) => [environment.id, environment]));
  const suites = Map.groupBy(metrics, ({ project, suite }) =>
    [project, suite].filter(Boolean).join(SUITE_SEPARATOR),
  );
  return [...suites].map(([title, members]) => ({
    title,
    rows: members.map((metric) => {
      const environment = known.get(metric.environment);
      const fingerprint = environment && fingerprintOf(environment, metric.instrument);
      return resultRow(metric, judged.get(`${identityKey(metric)}@${fingerprint}`));
    }),
  }));
}

function resultRow(metric: Metric, verdict: Verdict | undefined): ResultRow {
  const params = Object.entries(metric.params).map(([key, value]) => `${key}=${value}`);
  const named = {
    metric: [metric.name, ...params].join(' '),
    interval: '',
    history: '',
    instrument: metric.instrument,
  };
  if (metric.state !== 'measured') return { ...named, value: '–', verdict: metric.state };
  const { unit, summary, origin } = metric;
  const { mean, interval } = summary;
  return {
    ...named,
    value: formatValue(shownValue(mean, metric), unit),
    interval: interval === null ? '' : formatRange(interval.low, interval.high, unit),
    history: verdict === undefined ? '' : againstHistory(verdict),
    verdict: verdict?.verdict ?? (origin === 'remembered' ? 'remembered' : 'not judged'),
  };
}

function againstHistory({ effect, interval, reason }: Verdict): string {
  const because = reason.split(':', 1)[0] ?? reason;
  if (effect === null) return because;
  const change = formatChange(effect);
  return interval === null
    ? `${change}, ${because}`
    : `${change} (${formatChange(interval.low)} to ${formatChange(interval.high)})`;
}
