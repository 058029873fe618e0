import {
  type FailureDescription,
  runInFork,
  type Sampling,
  type TestPath,
} from '@night-pilot/perf-host/fork';
import type { Fork } from '@night-pilot/perf-report';
import type { Arm } from '../versions/paired-benchmarks.ts';

/** What one fork of a test gave: a fork for each benchmark by its name, or why there is none. */
export type ArmResult =
  | { state: 'measured'; forks: Map<string, Fork>; waitedForCpuMs: number }
  | { state: 'failed'; what: string | null; error: FailureDescription };

export interface MeasureArmOptions {
  test: TestPath;
  sampling: Sampling;
  /** The fork is killed after this time. */
  limitMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Runs one test of one version in a fresh process.
 *
 * @throws the reason of `signal` when it is aborted; the process is gone then.
 */
export async function measureArm(
  { cwd, file }: Arm,
  { test, sampling, limitMs, signal }: MeasureArmOptions,
): Promise<ArmResult> {
  const forks = new Map<string, Fork>();
  let failure: ArmResult | null = null;
  const { waitedForCpuMs } = await runInFork(
    { do: 'measure-test', file, test, sampling },
    {
      cwd,
      limitMs,
      signal,
      onMessage(message) {
        if (message.event === 'measured') forks.set(message.benchmark, message.fork);
        if (message.event === 'failed') {
          failure ??= { state: 'failed', what: message.what, error: message.error };
        }
      },
    },
  );
  return failure ?? { state: 'measured', forks, waitedForCpuMs };
}
