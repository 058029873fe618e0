import type { BenchOptions } from 'tinybench';
import type { ForkMessage, Sampling } from '../../fork/protocol.ts';
import { mean } from '../../stats/mean-interval.ts';
import type { Benchmark } from './batch-timer.ts';
import type { BenchOutcome } from './bench-fixture.ts';
import { HostError } from './errors.ts';
import { sample } from './sampler.ts';
import { whileWatchingOutput } from './standard-output.ts';

export interface MeasureWallOptions {
  sampling: Sampling;
  /** What the bench file gave to `run` or `compare`. */
  options: BenchOptions | undefined;
  tell: (message: ForkMessage) => void;
}

/** Samples a benchmark. It is told to `tell` as it starts and ends. */
export async function measureWall(
  benchmark: Benchmark,
  { sampling, options, tell }: MeasureWallOptions,
): Promise<BenchOutcome> {
  const { name } = benchmark;
  tell({ event: 'started', what: name });
  const { result: fork, output } = await whileWatchingOutput(() =>
    sample(benchmark, sampling, options),
  );
  if (output !== '') {
    throw new HostError(
      'WROTE_OUTPUT',
      `it wrote to standard output, which would be measured with it: ${JSON.stringify(output)}`,
    );
  }
  tell({ event: 'measured', benchmark: name, fork });
  const meanMs = mean(fork.samples) / 1e6;
  const samplesCount = fork.samples.length;
  return {
    name,
    latency: { mean: meanMs, samplesCount },
    throughput: { mean: 1000 / meanMs, samplesCount },
  };
}
