import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { unlessAborted } from '@night-pilot/perf-host/process';
import { profileVersions } from '../profile/diff/profile-versions.ts';
import type { RegressionProfile } from '../profile/diff/regression.ts';
import type { Comparison } from './outcome.ts';
import type { PairedBenchmark } from '../versions/paired-benchmarks.ts';

export interface ProfileRegressionsOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/** Profiles the benchmarks that regressed, in both versions: allocations by the heap profiler, all else by the CPU profiler. */
export async function profileRegressions(
  { verdicts }: Comparison,
  benchmarks: readonly PairedBenchmark[],
  { signal, onProgress }: ProfileRegressionsOptions,
): Promise<RegressionProfile[]> {
  const regressions = verdicts.filter(({ verdict }) => verdict === 'regression');
  const profiles: RegressionProfile[] = [];
  for (const [index, { series, effect }] of regressions.entries()) {
    const { suite, name, instrument } = series;
    onProgress?.(index, regressions.length, `${suite}: ${name}, profile`);
    const profiler = instrument === 'allocated' ? 'heap' : 'cpu';
    const isKnown = profiles.some(
      (profiled) =>
        profiled.suite === suite &&
        profiled.name === name &&
        (profiled.instrument === 'allocated') === (profiler === 'heap'),
    );
    const benchmark = benchmarks.find(
      (candidate) => candidate.suite === suite && candidate.name === name,
    );
    if (isKnown || benchmark === undefined || benchmark.base === null) continue;
    const { base, head, test } = benchmark;
    const result = await unlessAborted(signal, () =>
      profileOrReason({ base, head }, { test, benchmark: name, profiler, signal }),
    );
    if (result === null) break;
    profiles.push({ suite, name, instrument, effect, result });
  }
  return profiles;
}

async function profileOrReason(
  ...target: Parameters<typeof profileVersions>
): Promise<RegressionProfile['result']> {
  try {
    return { state: 'profiled', profiled: await profileVersions(...target) };
  } catch (error) {
    if (error instanceof PerfKitError) return { state: 'failed', message: error.message };
    throw error;
  }
}
