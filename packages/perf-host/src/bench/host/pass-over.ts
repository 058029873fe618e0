import type { BenchOutcome } from './bench-fixture.ts';
import { voidExpectations } from './expect.ts';

const STATISTICS = [
  ...['aad', 'critical', 'df', 'mad', 'max', 'mean', 'min', 'moe', 'p50', 'p75', 'p99'],
  ...['p995', 'p999', 'rme', 'sd', 'sem', 'variance'],
] as const;

/**
 * What a benchmark gives whose time this fork does not measure: no number that a test could take
 * for one. From here on the test's expectations do not count in this fork.
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
