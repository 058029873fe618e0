import { mean, percentile } from '@night-pilot/perf-report/stats';
import type { PathRecord } from './path-record.ts';

/** Times of the checkpoints of one path. */
export interface PathProfile {
  /** Names from the outermost checkpoint on, joined by ` › `. */
  path: string;
  name: string;
  /** Number of parents: 0 for the outermost. */
  depth: number;
  count: number;
  /** Sum over all checkpoints. It exceeds the elapsed time when they overlapped. */
  totalMs: number;
  /** The same without the time during which a child was open. */
  selfMs: number;
  meanMs: number;
  minMs: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
}

export function profilePath({ path, names, durationsMs, selfMs }: PathRecord): PathProfile {
  const sorted = durationsMs.toSorted((a, b) => a - b);
  return {
    path,
    name: names.at(-1) ?? '',
    depth: names.length - 1,
    count: sorted.length,
    totalMs: sorted.reduce((sum, ms) => sum + ms, 0),
    selfMs,
    meanMs: mean(sorted),
    minMs: percentile(sorted, 0),
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
    maxMs: percentile(sorted, 1),
  };
}
