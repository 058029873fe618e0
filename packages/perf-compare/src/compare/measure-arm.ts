import { runInFork, type Sampling, type TestPath } from '@night-pilot/perf-host/fork';
import type { Fork } from '@night-pilot/perf-report';
import type { Arm } from '../versions/paired-benchmarks.ts';
import type { TurnResult } from '../versions/turn.ts';

export interface MeasureArmOptions {
  test: TestPath;
  sampling: Sampling;
  /** The fork is killed after this time, in ms. */
  limitMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Runs one test of one side in a fresh process.
 *
 * @throws the reason of `signal` when it is aborted; the process is gone then.
 */
export async function measureArm(
  { cwd, file }: Arm,
  { test, sampling, limitMs, signal }: MeasureArmOptions,
): Promise<TurnResult> {
  const forks = new Map<string, Fork>();
  let failure: TurnResult | null = null;
  const { waitedForCpuMs } = await runInFork(
    { do: 'measure-test', file, test, sampling },
    {
      cwd,
      limitMs,
      signal,
      onMessage(message) {
        if (message.event === 'measured') forks.set(message.benchmark, message.fork);
        if (message.event === 'failed') failure ??= { state: 'failed', error: message.error };
      },
    },
  );
  return failure ?? { state: 'measured', forks, waitedForCpuMs };
}
