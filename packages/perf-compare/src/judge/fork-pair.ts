import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { mean } from '@night-pilot/perf-report/stats';

/**
 * Two forks measured one after the other, base's and head's. Samples are nanoseconds per iteration. Base has as many as
 * head, and all pairs of a benchmark have as many.
 */
export interface ForkPair {
  base: readonly number[];
  head: readonly number[];
}

/**
 * Returns the evidence of one pair: the logarithm of head's mean time per iteration over base's. It is above zero when
 * head is slower. The judge estimates its expectation over pairs, the mean log ratio: its exponential is the ratio of the
 * geometric means, over forks, of the forks' mean times.
 *
 * That equals the ratio of the mean times when a change multiplies the times of all forks alike. When the change also
 * alters how much forks differ, the two ratios differ by half the difference of the variances of the logarithms: forks
 * that spread by 10 % instead of 5 % move it by 0.4 %.
 *
 * @throws {PerfKitError} when the numbers of samples differ, or mean times are not above zero.
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
      `Expected mean times above zero, got ${mean(base)} ns and ${mean(head)} ns. If the cost of an empty loop is subtracted, leave out benchmarks that are not above it.`,
    );
  }
  return ratio;
}
