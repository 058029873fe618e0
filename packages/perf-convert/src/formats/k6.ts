import { z } from 'zod';
import { validateForeign } from '../foreign-file.ts';
import { anything, numberOrNull, sizeOf } from '../foreign-number.ts';
import { failed, type ForeignMetric, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { numbersOf, statistics } from '../statistics.ts';
import { directionOf } from './k6-directions.ts';

const numbers = z.record(z.string(), z.unknown());
const metricType = z.enum(['counter', 'gauge', 'rate', 'trend']);
const contents = z
  .enum(['default', 'time', 'data'])
  .nullish()
  .transform((kind) => kind ?? 'default');

/** `data` of handleSummary(), and the output of --summary-export with the new summary. */
const summarySchema = z.looseObject({
  state: z.looseObject({ testRunDurationMs: anything }).nullish(),
  metrics: z.record(
    z.string(),
    z.looseObject({
      type: metricType,
      contains: contents,
      values: numbers,
      thresholds: anything,
    }),
  ),
});

/** Output of --summary-export: values without types. */
const exportSchema = z.looseObject({
  metrics: z.record(z.string(), z.looseObject({ thresholds: anything })),
});

/** `data` of handleSummary() with --new-machine-readable-summary, k6 1.5 or newer. */
const machineReadableSchema = z.looseObject({
  version: z.string().regex(/^1\./, 'expected version 1 of the summary'),
  config: z.looseObject({ duration: anything }).nullish(),
  results: z.looseObject({
    metrics: z.array(
      z.looseObject({
        name: z.string().min(1),
        type: metricType,
        contains: contents,
        values: numbers,
        thresholds: anything,
      }),
    ),
  }),
});

interface K6Metric {
  name: string;
  type: z.infer<typeof metricType>;
  contains: z.infer<typeof contents>;
  values: Readonly<Record<string, unknown>>;
  /** Limits that the test sets: an object whose keys are the conditions. */
  thresholds?: unknown;
}

const EXPECTED =
  'the output of k6 run --summary-export=FILE, or JSON.stringify(data) of handleSummary(data)';

/**
 * k6's end-of-test summary. k6 documents the values of a trend in ms; its source has `contains: time` for ms and
 * `contains: data` for bytes. `summaryTimeUnit` changes only the printed text. A `rate` is a share in [0, 1]; the rate of
 * a counter is per second. `--summary-export` leaves out `type` and `contains`: then the names of the values determine
 * the type, and the unit of a metric that is not built in is unknown. `directionOf` chooses the direction. If every request failed, nothing was measured, as
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
  durationMs?: unknown;
  metrics: K6Metric[];
} {
  if (hasKeys(file.value, 'results')) {
    const { config, results } = validateForeign(file, machineReadableSchema, EXPECTED);
    return { durationMs: sizeOf(config?.duration) * 1000, metrics: results.metrics };
  }
  if (isTyped(file.value)) {
    const { state, metrics } = validateForeign(file, summarySchema, EXPECTED);
    const named = Object.entries(metrics).map(([name, metric]) => ({ name, ...metric }));
    return { durationMs: state?.testRunDurationMs, metrics: named };
  }
  const { metrics } = validateForeign(file, exportSchema, EXPECTED);
  return {
    metrics: Object.entries(metrics).map(([name, { thresholds, ...values }]) => ({
      name,
      values,
      thresholds,
      type: typeOf(values),
      contains: contentsOf(name),
    })),
  };
}

function isTyped(value: unknown): boolean {
  if (!hasKeys(value, 'metrics') || typeof value.metrics !== 'object') return false;
  return Object.values(value.metrics ?? {}).some((metric) => hasKeys(metric, 'type'));
}

function typeOf(values: Readonly<Record<string, unknown>>): K6Metric['type'] {
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

/** Returns the reason why nothing of the run counts; null when something does. */
function whyNothing(metrics: readonly K6Metric[]): string | null {
  const valuesOf = (wanted: string) => metrics.find(({ name }) => name === wanted)?.values;
  const { rate, value: failures = rate } = valuesOf('http_req_failed') ?? {};
  const { count: requests } = valuesOf('http_reqs') ?? {};
  const { count: iterations } = valuesOf('iterations') ?? {};
  if (failures === 1) {
    const everyRequest =
      numberOrNull(requests) === null
        ? 'Every request'
        : `Every one of ${sizeOf(requests)} requests`;
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
  const better = directionOf(metric, metric.thresholds);
  if (isEmpty(metric)) {
    const reason = 'All its statistics are 0: k6 recorded no value, or only zeros.';
    return [{ state: 'unavailable', ...identity, params: {}, instrument: 'wall', reason }];
  }
  switch (type) {
    case 'trend':
    case 'gauge':
      return statistics({ ...identity, kind, unit, better, values });
    case 'rate': {
      const { rate, value = rate, ...others } = values;
      const share = { kind: 'ratio', unit: '1', better } as const;
      return statistics({
        ...identity,
        ...share,
        values: { rate: value },
        counters: numbersOf(others),
      });
    }
    case 'counter': {
      const { count, rate } = values;
      const perSecond = contains === 'data' ? 'bytes/s' : '1/s';
      return [
        ...statistics({ ...identity, kind, unit, better, values: { count } }),
        ...statistics({
          ...identity,
          kind: 'throughput',
          unit: perSecond,
          better,
          values: { rate },
        }),
      ];
    }
  }
}
