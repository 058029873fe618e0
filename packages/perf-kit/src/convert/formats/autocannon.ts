import { z } from 'zod';
import { validateForeign } from '../foreign-file.ts';
import { measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { numbersOf, statistics } from '../statistics.ts';

const histogramSchema = z.looseObject({ average: z.number(), min: z.number(), max: z.number() });

const count = z.number().int().nonnegative();

const autocannonSchema = z.looseObject({
  title: z.string().nullish(),
  url: z.string().optional(),
  connections: z.number().optional(),
  pipelining: z.number().optional(),
  duration: z.number().nonnegative(),
  start: z.string().optional(),
  ...{ errors: count, timeouts: count, non2xx: count },
  ...{ latency: histogramSchema, requests: histogramSchema, throughput: histogramSchema },
});

const EXPECTED = 'what autocannon --json prints';

/**
 * autocannon's JSON: latency in ms, `requests` and `throughput` per second, the latter in bytes (its README heads the table
 * of latencies with ms and calls both of the others per second; `duration` is in s). Its percentiles come from histograms
 * of whole ms.
 */
export const autocannon: Format = {
  name: 'autocannon',
  title: 'autocannon, `--json`',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'latency', 'requests'),
    read: (file, context) => {
      const told = validateForeign(file, autocannonSchema, EXPECTED);
      const { latency, requests, throughput, errors, timeouts, non2xx } = told;
      const { connections, pipelining, duration, start } = told;
      const common = {
        suite: told.title || told.url || '',
        params: {
          ...(connections !== undefined && { connections }),
          ...(pipelining !== undefined && { pipelining }),
        },
        durationMs: duration * 1000,
      };
      const perSecond = { ...common, kind: 'throughput', better: 'higher' } as const;
      const time = { kind: 'time', unit: 'ms', better: 'lower' } as const;
      const bad = { kind: 'count', unit: '1', better: 'lower' } as const;
      const metrics = [
        ...statistics({ ...common, ...time, name: 'latency', ...valuesOf(latency) }),
        ...statistics({
          ...perSecond,
          name: 'requests',
          unit: 'requests/s',
          ...valuesOf(requests),
        }),
        ...statistics({
          ...perSecond,
          name: 'throughput',
          unit: 'bytes/s',
          ...valuesOf(throughput),
        }),
        measured({ ...common, ...bad, name: 'errors', samples: [errors] }),
        measured({ ...common, ...bad, name: 'timeouts', samples: [timeouts] }),
        measured({ ...common, ...bad, name: 'non2xx', samples: [non2xx] }),
      ];
      const run = { startedAt: start, durationMs: common.durationMs, metrics };
      return toReport(run, file, { ...context, expected: EXPECTED });
    },
  },
};

/** `mean` is told twice; the deviation and sums over the whole run are facts beside the values. */
function valuesOf(histogram: z.infer<typeof histogramSchema>) {
  const { average, min, max } = histogram;
  const percentiles = Object.entries(numbersOf(histogram)).filter(([name]) => /^p\d/.test(name));
  const named = percentiles.map(([name, value]) => [name.replace('_', '.'), value] as const);
  const told = ['average', 'mean', 'min', 'max', ...percentiles.map(([name]) => name)];
  return {
    values: { average, min, max, ...Object.fromEntries(named) },
    counters: numbersOf(histogram, ...told),
  };
}
