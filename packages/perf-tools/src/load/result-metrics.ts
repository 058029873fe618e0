import type { ToolMetric } from '../tool-report/metric-source.ts';
import type { ConcurrentTestResult } from './concurrent-tester.ts';

/** How often operations failed, in all and with each message. */
export function failureCounters({
  failed,
  failures,
}: ConcurrentTestResult): Record<string, number> {
  const byMessage = [...failures].map(([message, count]) => [`failed: ${message}`, count] as const);
  return Object.fromEntries([['failed', failed], ...byMessage]);
}

/**
 * Latency, throughput and success of a test; with a rate also by how much operations started late. Without any success there
 * is no latency.
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
      ...{ name: 'throughput', kind: 'throughput', unit: 'ops/s', better: 'higher' },
      ...{ samples: [(succeeded / durationMs) * 1_000], ...shared },
    },
    {
      ...{ name: 'success', kind: 'ratio', unit: '1', better: 'higher' },
      ...{ samples: [succeeded / (succeeded + failed)], ...shared },
    },
    ...(startDelaysMs === null
      ? []
      : [{ ...time, name: 'start delay', samples: [...startDelaysMs] }]),
  ];
}
