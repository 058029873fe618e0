import { z } from 'zod';
import { validateForeign } from '../foreign-file.ts';
import { failed, type ForeignMetric, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { statistics } from '../statistics.ts';

const numbers = z.record(z.string(), z.number());
const metricType = z.enum(['counter', 'gauge', 'rate', 'trend']);
const contents = z.enum(['default', 'time', 'data']);

/** `data` of handleSummary(), and the output of --summary-export with the new summary. */
const summarySchema = z.looseObject({
  state: z.looseObject({ testRunDurationMs: z.number().nonnegative() }).optional(),
  metrics: z.record(
    z.string(),
    z.looseObject({ type: metricType, contains: contents, values: numbers }),
  ),
});

/** Output of --summary-export: values without types. */
const exportSchema = z.looseObject({
  metrics: z.record(
    z.string(),
    z.object({ thresholds: z.unknown().optional() }).catchall(z.number()),
  ),
});

/** `data` of handleSummary() with --new-machine-readable-summary, k6 1.5 or newer. */
const machineReadableSchema = z.looseObject({
  version: z.string().regex(/^1\./, 'expected version 1 of the summary'),
  config: z.looseObject({ duration: z.number().nonnegative() }),
  results: z.looseObject({
    metrics: z.array(
      z.looseObject({
        name: z.string().min(1),
        type: metricType,
        contains: contents,
        values: numbers,
      }),
    ),
  }),
});

interface K6Metric {
  name: string;
  type: z.infer<typeof metricType>;
  contains: z.infer<typeof contents>;
  values: Readonly<Record<string, number>>;
}

const EXPECTED =
  'the output of k6 run --summary-export=FILE, or JSON.stringify(data) of handleSummary(data)';

/**
 * k6's end-of-test summary. k6 documents the values of a trend in ms; its source has `contains: time` for ms and
 * `contains: data` for bytes. `summaryTimeUnit` changes only the printed text. A `rate` is a share in [0, 1]; the rate of
 * a counter is per second. `--summary-export` leaves out `type` and `contains`: then the names of the values determine
 * the type, and the unit of a metric that is not built in is unknown. If every request failed, nothing was measured, as
 * in a load test of the kit. k6 writes zeros for a trend without values, so a trend of zeros is unavailable.
 */
export const k6: Format = {
  name: 'k6',
  title: 'k6, `--summary-export` or `data` of handleSummary()',
  reader: {
    recognises: ({ value }) =>
      (hasKeys(value, 'metrics') && (hasKeys(value, 'root_group') || hasKeys(value, 'state'))) ||
      (hasKeys(value, 'results', 'version') && hasKeys(value.results, 'metrics')),
    read: (file, context) => {
      const { metrics, ...run } = readSummary(file);
      const why = whyNothing(metrics);
      const metricsOfFile = metrics.flatMap((metric) =>
        why === null ? metricsOf(metric) : failed({ suite: '', name: metric.name }, why),
      );
      return toReport({ ...run, metrics: metricsOfFile }, file, { ...context, expected: EXPECTED });
    },
  },
};

function readSummary(file: Parameters<typeof validateForeign>[0]): {
  durationMs?: number;
  metrics: K6Metric[];
} {
  if (hasKeys(file.value, 'results')) {
    const { config, results } = validateForeign(file, machineReadableSchema, EXPECTED);
    return { durationMs: config.duration * 1000, metrics: results.metrics };
  }
  if (isTyped(file.value)) {
    const { state, metrics } = validateForeign(file, summarySchema, EXPECTED);
    const named = Object.entries(metrics).map(([name, metric]) => ({ name, ...metric }));
    return { durationMs: state?.testRunDurationMs, metrics: named };
  }
  const { metrics } = validateForeign(file, exportSchema, EXPECTED);
  return {
    metrics: Object.entries(metrics).map(([name, { thresholds: _, ...values }]) => ({
      name,
      values,
      type: typeOf(values),
      contains: contentsOf(name),
    })),
  };
}

function isTyped(value: unknown): boolean {
  if (!hasKeys(value, 'metrics') || typeof value.metrics !== 'object') return false;
  return Object.values(value.metrics ?? {}).some((metric) => hasKeys(metric, 'type'));
}

function typeOf(values: Readonly<Record<string, number>>): K6Metric['type'] {
  if ('passes' in values) return 'rate';
  if ('count' in values && 'rate' in values) return 'counter';
  return 'value' in values ? 'gauge' : 'trend';
}

/** Returns the contents of k6's built-in metrics. */
function contentsOf(name: string): K6Metric['contains'] {
  if (/^(data_sent|data_received)(\{|$)/.test(name)) return 'data';
  const isTime =
    /^(http_req_(?!failed)\w+|iteration_duration|group_duration|grpc_req_duration)(\{|$)/.test(
      name,
    ) ||
    /^(ws_connecting|ws_session_duration|ws_ping)(\{|$)/.test(name) ||
    /^browser_(http_req_duration|web_vital_(?!cls)\w+)(\{|$)/.test(name);
  return isTime ? 'time' : 'default';
}

/** Rates where higher is better. Lower is better for `http_req_failed` and for rates that are not built in. */
const GOOD_RATES = /^checks/;

/** Returns the reason why nothing of the run counts; null when something does. */
function whyNothing(metrics: readonly K6Metric[]): string | null {
  const valuesOf = (wanted: string) => metrics.find(({ name }) => name === wanted)?.values;
  const { rate, value: failures = rate } = valuesOf('http_req_failed') ?? {};
  const { count: requests } = valuesOf('http_reqs') ?? {};
  const { count: iterations } = valuesOf('iterations') ?? {};
  if (failures === 1) {
    const everyRequest =
      requests === undefined ? 'Every request' : `Every one of ${requests} requests`;
    return `${everyRequest} failed. Is the server running at this address?`;
  }
  if (requests === 0) return 'No request was made.';
  return iterations === 0 ? 'No iteration ended.' : null;
}

/** Whether a trend or rate has only zeros. k6 writes them when it has no value, and does not write the number of values. */
function isEmpty({ type, values }: K6Metric): boolean {
  const numbers = Object.values(values);
  return (type === 'trend' || type === 'rate') && numbers.every((value) => value === 0);
}

function metricsOf(metric: K6Metric): ForeignMetric[] {
  const { name, type, contains, values } = metric;
  const unit = { time: 'ms', data: 'bytes', default: '1' }[contains];
  const kind = ({ time: 'time', data: 'size', default: 'count' } as const)[contains];
  const identity = { suite: '', name };
  if (isEmpty(metric)) {
    const reason = 'All its statistics are 0: k6 recorded no value, or only zeros.';
    return [{ state: 'unavailable', ...identity, params: {}, instrument: 'wall', reason }];
  }
  switch (type) {
    case 'trend':
      return statistics({ ...identity, kind, unit, better: 'lower', values });
    case 'gauge':
      return statistics({ ...identity, kind, unit, better: 'lower', values });
    case 'rate': {
      const { rate, value = rate, ...counters } = values;
      const better = GOOD_RATES.test(name) ? 'higher' : 'lower';
      const share = { kind: 'ratio', unit: '1', better } as const;
      return statistics({ ...identity, ...share, values: { rate: value }, counters });
    }
    case 'counter': {
      const { count, rate } = values;
      const perSecond = contains === 'data' ? 'bytes/s' : '1/s';
      return [
        ...statistics({ ...identity, kind, unit, better: 'higher', values: { count } }),
        ...statistics({
          ...identity,
          kind: 'throughput',
          unit: perSecond,
          better: 'higher',
          values: { rate },
        }),
      ];
    }
  }
}
