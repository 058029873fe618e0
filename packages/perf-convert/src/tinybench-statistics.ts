import { z } from 'zod';
import { anything, foreignNumber, sizeOf } from './foreign-number.ts';
import { failed, type ForeignMetric, measured, type MeasuredFacts } from './foreign-run.ts';
import { numbersOf, statistics } from './statistics.ts';
import { TOOK_NO_TIME, tookNoTime } from './unmeasured.ts';

const VALUES = ['mean', 'min', 'max', 'p50', 'p75', 'p99', 'p995', 'p999'] as const;

const statisticsSchema = z.looseObject({
  mean: foreignNumber,
  min: foreignNumber,
  max: foreignNumber,
  samples: z.array(z.unknown()).nullish(),
});

/** Result of a benchmark of tinybench, or of Vitest, which measures with tinybench. */
export const tinybenchResultSchema = z.looseObject({
  latency: statisticsSchema,
  throughput: statisticsSchema,
  totalTime: anything,
});

/**
 * Returns the metrics of one benchmark: latency in ms, throughput in ops/s. tinybench's types
 * (`TaskResultWithStatistics`, version 6) document both units, and `totalTime` in ms. With `retainSamples` the metrics
 * have the samples; otherwise there is one metric per statistic.
 */
export function tinybenchMetrics(
  identity: Pick<MeasuredFacts, 'suite' | 'name'>,
  { latency, throughput, totalTime }: z.infer<typeof tinybenchResultSchema>,
): ForeignMetric[] {
  if (tookNoTime(latency.samples?.length ? latency.samples : [latency.mean, latency.max])) {
    return [failed(identity, TOOK_NO_TIME)];
  }
  const common = { ...identity, durationMs: sizeOf(totalTime) };
  return [
    ...measureOf(latency, {
      ...common,
      name: `${identity.name} latency`,
      kind: 'time',
      unit: 'ms',
      better: 'lower',
    }),
    ...measureOf(throughput, {
      ...common,
      name: `${identity.name} throughput`,
      kind: 'throughput',
      unit: 'ops/s',
      better: 'higher',
    }),
  ];
}

function measureOf(
  result: z.infer<typeof statisticsSchema>,
  facts: Omit<MeasuredFacts, 'samples'>,
): ForeignMetric[] {
  const { samples } = result;
  if (samples?.length) return [measured({ ...facts, samples })];
  const values = Object.fromEntries(VALUES.map((name) => [name, result[name]]));
  return statistics({ ...facts, values, counters: numbersOf(result, ...VALUES) });
}
