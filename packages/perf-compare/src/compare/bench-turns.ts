import type { SamplePlan, TestPath } from '@night-pilot/perf-host/fork';
import type { Arm, PairedBenchmark } from '../versions/paired-benchmarks.ts';
import type { PairedTest } from '../versions/turn.ts';
import { measureArm } from './measure-arm.ts';

/** How each fork is measured. */
export interface BenchTurnsOptions {
  /** Time spent measuring each benchmark in a fork, in ms. */
  timeMs: number;
  warmupTimeMs: number;
  /** A fork that takes longer is killed, in ms. */
  limitMs: number;
}

/** A version that needs a fraction of the calls for the same time is slower by this factor. */
const MUCH_SLOWER = 1.5;

/** Groups the benchmarks that both versions have into tests: one fork measures all benchmarks of a test. */
export function benchTests(
  benchmarks: readonly PairedBenchmark[],
  options: BenchTurnsOptions,
): PairedTest[] {
  // In base, benchmarks of one test may be run by different bench files.
  const tests = Map.groupBy(benchmarks, ({ suite, base }) => JSON.stringify([suite, base?.file]));
  return [...tests.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined || first.base === null) return [];
    const { suite, test, base, head } = first;
    const take = benchTurns(test, { base, head }, options);
    return [{ suite, benchmarks: members.map(({ name }) => name), take }];
  });
}

/**
 * Measures a test of a bench file, each turn in a fresh process. The uncounted forks find out how many samples a fork
 * takes. All later forks of both versions take as many: as many as the slower version does.
 */
function benchTurns(
  test: TestPath,
  arms: { base: Arm; head: Arm },
  { timeMs, warmupTimeMs, limitMs: usualLimitMs }: BenchTurnsOptions,
): PairedTest['take'] {
  const found: Record<string, SamplePlan> = {};
  return async ({ side, pair, only, limitMs = usualLimitMs, signal }) => {
    // Two pairs in four measure the functions of a `bench.compare` from last to first.
    const reversed = pair !== null && pair % 4 >= 2;
    const plans = pair === null ? {} : found;
    const sampling = { timeMs, warmupTimeMs, minSamples: 5, reversed, plans, only };
    const result = await measureArm(arms[side], { test, sampling, limitMs, signal });
    if (result.state === 'measured' && pair === null) {
      for (const [name, { iterationsPerSample, samples }] of result.forks) {
        const plan = { batch: iterationsPerSample, samples: samples.length };
        const known = found[name];
        if (known === undefined || callsOf(known) > MUCH_SLOWER * callsOf(plan)) found[name] = plan;
      }
    }
    return result;
  };
}

const callsOf = ({ batch, samples }: SamplePlan) => batch * samples;
