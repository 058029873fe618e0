import { Bench } from 'tinybench';
import type { BenchResult } from 'vitest';
import type { Fork } from '@night-pilot/perf-report';

/**
 * Returns the result of a fork in Vitest's form: times in ms and rates per second. tinybench computes the statistics from
 * the samples.
 *
 * @param retainSamples Keep the samples beside their statistics.
 */
export function toBenchResult(name: string, fork: Fork, retainSamples: boolean): BenchResult {
  const samplesMs = fork.samples.map((ns) => ns / 1e6);
  let next = 0;
  const replay = new Bench({
    iterations: samplesMs.length,
    time: 0,
    warmup: false,
    throws: true,
    retainSamples,
  });
  replay.add(name, () => ({ overriddenDuration: samplesMs[next++] ?? NaN }), { async: false });
  const result = replay.runSync()[0]?.result;
  if (result?.state !== 'completed' || next !== samplesMs.length) {
    throw new Error(`Replaying ${samplesMs.length} samples of "${name}" ended after ${next}.`);
  }
  return { ...result, name, totalTime: result.totalTime * fork.iterationsPerSample };
}
