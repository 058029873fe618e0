import type { ToolMetric } from '../tool-report/metric-source.ts';
import type { ConcurrentTestResult } from './concurrent-test-result.ts';

/** Counts failed operations: in total and by message. */
export function failureCounters({
  failed,
  failures,
}: ConcurrentTestResult): Record<string, number> {
  const byMessage = [...failures].map(([message, count]) => [`failed: ${message}`, count] as const);
  return Object.fromEntries([['failed', failed], ...byMessage]);
}

/**
 * Returns latency, throughput and success of a test; with a rate also how late operations started. There is no latency
 * when no operation succeeded.
 */
export function resultMetrics(
  result: ConcurrentTestResult,
  params: ToolMetric['params'],
): ToolMetric[] {
  const { succeeded, failed, durationMs, latenciesMs, startDelaysMs } = result;
  if (succeeded + failed === 0) return [];
  const shared = { ...(params && { params }), counters: failureCounters(result), durationMs };
  const time = { kind: 'time', unit: 'ms', better: 'lower', ...shared } as const;
  return [
    ...(succeeded === 0 ? [] : [{ ...time, name: 'latency', samples: [...latenciesMs] }]),
    {
      ...shared,
      name: 'throughput',
      kind: 'throughput',
      unit: 'ops/s',
      better: 'higher',
      samples: [(succeeded / durationMs) * 1_000],
    },
    {
      ...shared,
      name: 'success',
      kind: 'ratio',
      unit: '1',
      better: 'higher',
      samples: [succeeded / (succeeded + failed)],
    },
    ...(startDelaysMs === null
      ? []
      : [{ ...time, name: 'start delay', samples: [...startDelaysMs] }]),
  ];
}
