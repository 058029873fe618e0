import type { SamplePlan, TestPath } from '../fork/protocol.ts';
import type { Arm, PairedBenchmark } from './paired-benchmarks.ts';
import type { PairedTest } from './turn.ts';
import { measureArm } from './wall-arms.ts';

/** How each fork is measured. */
export interface BenchTurnsOptions {
  /** Time spent measuring each benchmark in a fork, in ms. */
  timeMs: number;
  warmupTimeMs: number;
  /** A fork that takes longer is killed. */
  limitMs: number;
  signal?: AbortSignal | undefined;
}

/** The tests of those benchmarks that both versions have. */
export function benchTests(
  benchmarks: readonly PairedBenchmark[],
  options: BenchTurnsOptions,
): PairedTest[] {
  return [...Map.groupBy(benchmarks, ({ suite }) => suite)].flatMap(([suite, members]) => {
    const [first] = members;
    if (first === undefined || first.base === null) return [];
    const { test, base, head } = first;
    const take = benchTurns(test, { base, head }, options);
    return [{ suite, benchmarks: members.map(({ name }) => name), take }];
  });
}

/**
 * Measures a test of a bench file, each turn in a fresh process. Base's first fork finds out how many
 * samples a fork takes; later forks of both versions take as many.
 */
function benchTurns(
  test: TestPath,
  arms: { base: Arm; head: Arm },
  { timeMs, warmupTimeMs, limitMs, signal }: BenchTurnsOptions,
): PairedTest['take'] {
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
