import { z } from 'zod';
import { validateForeign } from '../foreign-file.ts';
import { anything, foreignNumber, numberOrNull, sizeOf } from '../foreign-number.ts';
import { failed, type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { numbersOf, statistics } from '../statistics.ts';

const histogramSchema = z.looseObject({
  average: foreignNumber,
  min: foreignNumber,
  max: foreignNumber,
});

/** Counts that some versions have; all versions have `non2xx`. */
const answers = anything;

const autocannonSchema = z.looseObject({
  title: z.string().nullish(),
  url: z.string().nullish(),
  connections: anything,
  pipelining: anything,
  duration: anything,
  start: anything,
  errors: foreignNumber,
  timeouts: foreignNumber,
  non2xx: foreignNumber,
  '1xx': answers,
  '2xx': answers,
  '3xx': answers,
  latency: histogramSchema,
  requests: histogramSchema,
  throughput: histogramSchema,
});

type AutocannonResult = z.infer<typeof autocannonSchema>;

const EXPECTED = 'the output of autocannon --json';

/**
 * autocannon's JSON. Latency is in ms, `requests` per second and `throughput` in bytes per second, as its README
 * documents; `duration` is in s. Its percentiles come from histograms of whole ms. If every answer was an error, nothing
 * was measured, as in a load test of the kit: a dead server is not a fast one. Numbers of errors are not `counted`,
 * because the same server may return others tomorrow.
 */
export const autocannon: Format = {
  name: 'autocannon',
  title: 'autocannon, `--json`',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'latency', 'requests'),
    read: (file, context) => {
      const result = validateForeign(file, autocannonSchema, EXPECTED);
      const run = {
        startedAt: result.start,
        durationMs: durationMsOf(result),
        metrics: metricsOf(result),
      };
      return toReport(run, file, { ...context, expected: EXPECTED });
    },
  },
};

function durationMsOf({ duration }: AutocannonResult): number {
  return sizeOf(sizeOf(duration) * 1000);
}

function metricsOf(result: AutocannonResult): ForeignMetric[] {
  const { latency, requests, throughput, errors, timeouts, non2xx } = result;
  const [connections, pipelining] = [result.connections, result.pipelining].map(numberOrNull);
  const common = {
    suite: result.title || result.url || '',
    params: {
      ...(typeof connections === 'number' && { connections }),
      ...(typeof pipelining === 'number' && { pipelining }),
    },
    durationMs: durationMsOf(result),
  };
  const why = whyNothing(result);
  if (why !== null) {
    return ['latency', 'requests', 'throughput'].map((name) => failed({ ...common, name }, why));
  }
  const perSecond = { ...common, kind: 'throughput', better: 'higher' } as const;
  const time = { kind: 'time', unit: 'ms', better: 'lower' } as const;
  const bad = { kind: 'count', unit: '1', better: 'lower' } as const;
  const rates = { requests: valuesOf(requests), throughput: valuesOf(throughput) };
  return [
    ...statistics({ ...common, ...time, name: 'latency', ...valuesOf(latency) }),
    ...statistics({ ...perSecond, name: 'requests', unit: 'requests/s', ...rates.requests }),
    ...statistics({ ...perSecond, name: 'throughput', unit: 'bytes/s', ...rates.throughput }),
    measured({ ...common, ...bad, name: 'errors', samples: [errors] }),
    measured({ ...common, ...bad, name: 'timeouts', samples: [timeouts] }),
    measured({ ...common, ...bad, name: 'non2xx', samples: [non2xx] }),
  ];
}

/** Returns the reason why no answer counts; null when one does. */
function whyNothing(result: AutocannonResult): string | null {
  const { requests, latency, errors, timeouts, non2xx } = result;
  const counts = `${sizeOf(errors)} errors, ${sizeOf(timeouts)} of them time-outs`;
  if (requests.average === 0 && requests.max === 0 && latency.max === 0) {
    return `No request was answered: ${counts}. Is the server running at this address?`;
  }
  const good = [result['1xx'], result['2xx'], result['3xx']];
  const isKnown = good.some((number) => numberOrNull(number) !== null);
  return isKnown && sizeOf(non2xx) > 0 && good.every((number) => sizeOf(number) === 0)
    ? `Every answer was an error: ${sizeOf(non2xx)} with a status of 400 or above, ${counts}.`
    : null;
}

/** Splits a histogram into values and counters. `mean` repeats `average`; deviation and totals become counters. */
function valuesOf(histogram: z.infer<typeof histogramSchema>) {
  const { average, min, max } = histogram;
  const percentiles = Object.entries(histogram).filter(([name]) => /^p\d/.test(name));
  const named = percentiles.map(([name, value]) => [name.replace('_', '.'), value] as const);
  const valueNames = ['average', 'mean', 'min', 'max', ...percentiles.map(([name]) => name)];
  return {
    values: { average, min, max, ...Object.fromEntries(named) },
    counters: numbersOf(histogram, ...valueNames),
  };
}
