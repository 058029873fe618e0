import { availableParallelism } from 'node:os';
import { usableCpuQuota } from '@night-pilot/perf-report/machine';

/** Limits of the CPUs of a process. */
export interface CpuLimits {
  /** CPUs that the process may be scheduled on (affinity). @default os.availableParallelism() */
  affinity?: number;
  /** Cores granted by cgroups; null for no limit. @default the smallest quota of the process's groups */
  quota?: number | null;
}

/**
 * Returns the number of CPUs that this process can use (0.5 is half a core): the smaller of affinity
 * and cgroup quota. Unlike `os.cpus().length`, it is right in a container.
 */
export function usableCpus(limits: CpuLimits = {}): number {
  const { affinity = availableParallelism(), quota = usableCpuQuota() } = limits;
  return quota === null ? affinity : Math.min(affinity, quota);
}

/** Share of the usable CPUs for workers. The rest is for browsers and servers. */
const WORKER_SHARE = 0.75;

/** Returns the number of workers for a number of usable CPUs, at least 1. */
export function workersFor(cpus: number): number {
  return Math.max(1, Math.floor(cpus * WORKER_SHARE));
}
