import { benchPlan } from '@night-pilot/perf-host/bench';
import { askFork, type TestPath } from '@night-pilot/perf-host/fork';
import type { Arm } from './paired-benchmarks.ts';

export interface LoadedModules {
  /** Hash of the paths and contents of all modules. */
  modules: string;
  /** Indices of the benchmarks that ran. */
  ran: number[];
}

/**
 * Hashes all modules that a bench file of a version loads, also while each of these benchmarks is called once.
 *
 * @returns null when the file cannot be loaded.
 * @throws the reason of `signal` when it is aborted.
 */
export async function loadedModules(
  { cwd, file }: Arm,
  benchmarks: { test: TestPath; benchmark: string }[],
  signal: AbortSignal | undefined,
): Promise<LoadedModules | null> {
  const { limitMs } = benchPlan(true);
  const request = { do: 'hash-modules', file, benchmarks } as const;
  const asked = await askFork(request, 'hashed', { cwd, limitMs, signal });
  return asked.state === 'answered' ? asked.answer : null;
}
