import type { PathProfile } from './path-profile.ts';
import { formatValue, renderTable } from '@night-pilot/perf-report/text';

/** Renders checkpoints as a tree with their times, each indented below its parent. */
export function renderProfile(profiles: readonly PathProfile[]): string {
  const time = (ms: number) => formatValue(ms, 'ms');
  return renderTable(
    [
      { title: 'checkpoint' },
      ...['count', 'total', 'self', 'mean', 'p50', 'p95', 'p99', 'max'].map((title) => ({
        title,
        align: 'right' as const,
      })),
    ],
    profiles.map(({ name, depth, count, ...ms }) => [
      '  '.repeat(depth) + name,
      String(count),
      time(ms.totalMs),
      time(ms.selfMs),
      time(ms.meanMs),
      time(ms.p50Ms),
      time(ms.p95Ms),
      time(ms.p99Ms),
      time(ms.maxMs),
    ]),
  );
}
