import type { SamplePlan, TestPath } from '../fork/protocol.ts';
import type { Arm } from './paired-benchmarks.ts';
import type { PairedTest } from './turn.ts';
import { measureArm } from './wall-arms.ts';

/** A test of a bench file that both versions have, and how it is measured. */
export interface BenchTurnsOptions {
  path: TestPath;
  base: Arm;
  head: Arm;
  /** Time spent measuring each benchmark in a fork, in ms. */
  timeMs: number;
  warmupTimeMs: number;
  /** A fork that takes longer is killed. */
  limitMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Measures a test of a bench file, each turn in a fresh process. Base's first fork finds out how many
 * samples a fork takes; later forks of both versions take as many.
 */
export function benchTurns({
  path: test,
  timeMs,
  warmupTimeMs,
  limitMs,
  signal,
  ...arms
}: BenchTurnsOptions): PairedTest['take'] {
  const found: Record<string, SamplePlan> = {};
  return async ({ side, pair, only }) => {
    // Every second couple of pairs measures the arms of a comparison from last to first.
    const reversed = pair !== null && pair % 4 >= 2;
    const plans = pair === null ? {} : found;
    const sampling = { timeMs, warmupTimeMs, minSamples: 5, reversed, plans, only };
    const result = await measureArm(arms[side], { test, sampling, limitMs, signal });
    if (result.state === 'measured' && pair === null && side === 'base') {
      for (const [name, { iterationsPerSample, samples }] of result.forks) {
        found[name] = { batch: iterationsPerSample, samples: samples.length };
      }
    }
    return result;
  };
}
