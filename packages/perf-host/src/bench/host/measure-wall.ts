import type { ForkMessage, Sampling } from '../../fork/protocol.ts';
import type { BenchOutcome } from './bench-fixture.ts';
import { toBenchResult } from './bench-result.ts';
import type { PhasedBenchmark } from './phases.ts';
import { sample } from './sampler.ts';
import { withoutOutput } from './standard-output.ts';

export interface MeasureWallOptions {
  sampling: Sampling;
  tell: (message: ForkMessage) => void;
}

/** Samples a benchmark. It is told to `tell` as it starts and ends. */
export async function measureWall(
  benchmark: PhasedBenchmark,
  { sampling, tell }: MeasureWallOptions,
): Promise<BenchOutcome> {
  const { name } = benchmark;
  tell({ event: 'started', what: name });
  const fork = await withoutOutput(() => sample(benchmark, sampling));
  tell({ event: 'measured', benchmark: name, fork });
  return toBenchResult(name, fork, benchmark.options.retainSamples === true);
}
