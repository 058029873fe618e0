import type { ForkMessage, Sampling } from '../../fork/protocol.ts';
import type { BenchOutcome } from './bench-fixture.ts';
import { toBenchResult } from './bench-result.ts';
import { HostError } from './errors.ts';
import type { PhasedBenchmark } from './phases.ts';
import { sample } from './sampler.ts';
import { whileWatchingOutput } from './standard-output.ts';

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
  const { result: fork, output } = await whileWatchingOutput(() => sample(benchmark, sampling));
  if (output !== '') {
    throw new HostError(
      'WROTE_OUTPUT',
      `it wrote to standard output, which would be measured with it: ${JSON.stringify(output)}`,
    );
  }
  tell({ event: 'measured', benchmark: name, fork });
  return toBenchResult(name, fork, benchmark.options.retainSamples === true);
}
