import type { ToolMetric } from '../tool-report/metric-source.ts';
import { type Growth, growthOf } from './growth.ts';
import { type GrowingResource, type ResourceReading, seriesOf } from './resource-reading.ts';

const MEMORY = {
  memory: 'rssBytes',
  heap: 'heapUsedBytes',
  external: 'externalBytes',
  'page heap': 'pageHeapBytes',
} as const satisfies Record<string, GrowingResource>;

/**
 * Returns one metric for each resource that was read while a watched process was alive. The counters of memory are its
 * growth: slope per minute and both ends of its 99 % interval. `cpu` is the number of cores used between two readings.
 */
export function resourceMetrics(readings: readonly ResourceReading[]): ToolMetric[] {
  const alive = readings.filter(({ processes }) => processes > 0);
  const durationMs = (alive.at(-1)?.atMs ?? 0) - (alive[0]?.atMs ?? 0);
  const metric = (facts: Omit<ToolMetric, 'better' | 'durationMs'>): ToolMetric[] =>
    facts.samples.length === 0 ? [] : [{ ...facts, better: 'lower', durationMs }];
  return [
    ...Object.entries(MEMORY).flatMap(([name, resource]) => {
      const series = seriesOf(alive, resource);
      const samples = series.map(({ value }) => value);
      const counters = growthCounters(growthOf(series, { of: resource }));
      return metric({ name, kind: 'memory', unit: 'bytes', samples, counters });
    }),
    ...metric({ name: 'cpu', kind: 'ratio', unit: '1', samples: coresUsed(alive) }),
    ...metric({
      name: 'loop delay',
      kind: 'time',
      unit: 'ms',
      samples: alive.flatMap(({ loopDelayMaxMs }) => loopDelayMaxMs ?? []),
    }),
    ...metric({
      name: 'handles',
      kind: 'count',
      unit: '1',
      samples: alive.flatMap(({ handles }) => handles ?? []),
    }),
  ];
}

/** Returns no counters when there are too few readings for a growth. */
function growthCounters(growth: Growth | null): Record<string, number> {
  if (growth === null) return {};
  const { slopePerMinute, interval } = growth;
  return {
    'growth per minute': slopePerMinute,
    'growth per minute, low': interval.low,
    'growth per minute, high': interval.high,
  };
}

function coresUsed(readings: readonly ResourceReading[]): number[] {
  return readings.slice(1).flatMap(({ atMs, cpuMs }, index) => {
    const before = readings[index];
    return before === undefined ? [] : (cpuMs - before.cpuMs) / (atMs - before.atMs);
  });
}
