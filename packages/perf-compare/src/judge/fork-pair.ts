import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { mean } from '@night-pilot/perf-report/stats';

/**
 * Two forks measured one after the other, base's and head's. Samples are nanoseconds per iteration,
 * as many in base as in head, and as many in each pair of a benchmark.
 */
export interface ForkPair {
  base: readonly number[];
  head: readonly number[];
}

/**
 * The evidence that one pair gives: the logarithm of head's mean time per iteration over base's. It
 * is above zero where head is slower. What is judged is its expectation over pairs, the mean log
 * ratio: its exponential is the ratio of the geometric means, over forks, of the forks' mean times.
 *
 * That is the ratio of the mean times themselves when a change multiplies the times of all forks
 * alike. When it changes how much forks differ as well, the two part by half the difference of the
 * variances of the logarithms: forks that spread by 10 % instead of 5 % move it by 0.4 %.
 *
 * @throws {PerfKitError} when the samples are not as many, or not all above zero.
 */
export function pairLogRatio({ base, head }: ForkPair): number {
  if (base.length === 0 || base.length !== head.length) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Expected as many samples of base as of head, and at least one, got ${base.length} and ${head.length}. Measure both with the same number of samples.`,
    );
  }
  const ratio = Math.log(mean(head) / mean(base));
  if (!Number.isFinite(ratio)) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Expected mean times above zero, got ${mean(base)} ns and ${mean(head)} ns. Where the cost of an empty loop is taken off, leave out benchmarks that are not above it.`,
    );
  }
  return ratio;
}
