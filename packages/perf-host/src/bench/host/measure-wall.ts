import type { Send } from '../../fork/protocol.ts';
import type { Sampling } from '../../fork/bench-protocol.ts';
import type { BenchOutcome } from './bench-fixture.ts';
import { toBenchResult } from './bench-result.ts';
import type { PhasedBenchmark } from './phases.ts';
import { sample } from './sampler.ts';
import { withoutOutput } from './standard-output.ts';

export interface MeasureWallOptions {
  sampling: Sampling;
  send: Send;
}

/** Samples a benchmark, and sends a message when it starts and when it ends. */
export async function measureWall(
  benchmark: PhasedBenchmark,
  { sampling, send }: MeasureWallOptions,
): Promise<BenchOutcome> {
  const { name } = benchmark;
  send({ event: 'started', what: name });
  const fork = await withoutOutput(() => sample(benchmark, sampling));
  send({ event: 'measured', benchmark: name, fork });
  return toBenchResult(name, fork, benchmark.options.retainSamples === true);
}
