import type { BenchOutcome } from './bench-fixture.ts';
import { voidExpectations } from './expect.ts';

const STATISTICS = [
  'aad',
  'critical',
  'df',
  'mad',
  'max',
  'mean',
  'min',
  'moe',
  'p50',
  'p75',
  'p99',
  'p995',
  'p999',
  'rme',
  'sd',
  'sem',
  'variance',
] as const;

/**
 * Returns the result of a benchmark that this fork does not measure: it has no usable numbers. From now on this fork
 * ignores the test's expectations.
 */
export function passOver(name: string): Promise<BenchOutcome> {
  voidExpectations();
  const unknown = () => ({
    ...Object.fromEntries(STATISTICS.map((statistic) => [statistic, NaN])),
    samples: undefined,
    samplesCount: 0,
  });
  return Promise.resolve({
    name,
    state: 'completed',
    latency: unknown(),
    throughput: unknown(),
    period: NaN,
    totalTime: NaN,
    runtime: 'node',
    runtimeVersion: process.versions.node,
    timestampProviderName: 'performanceNow',
  } as unknown as BenchOutcome);
}
