import type { SamplePlan } from '../../fork/bench-protocol.ts';
import type { CallTime } from './warm-up.ts';

export interface PlanFacts {
  /** Time of a warm call. */
  call: CallTime;
  /** Least time of a sample, in ms. */
  sampleMs: number;
  /** Least time of all samples, in ms. 0: make exactly `minCalls`. */
  timeMs: number;
  /** Least number of calls of all samples together. @default 0 */
  minCalls?: number;
  /** Number of samples to take if they fit into {@link LONGEST} times the time. */
  minSamples: number;
}

/** Limit by which the least number of samples may stretch the time: five samples of 200 ms, not of 10 s. */
const LONGEST = 5;

/**
 * Plans the calls of a sample and the samples of a fork. Calls that have to be timed one by one can spend most of their
 * time outside the measurement. Their samples may then be shorter than asked for, so that there are several.
 *
 * @returns At least one call and one sample: a function of 10 s is called once.
 */
export function planSamples({
  call,
  sampleMs,
  timeMs,
  minSamples,
  minCalls = 0,
}: PlanFacts): SamplePlan {
  const wholeMs = Math.max(call.wholeMs, 1e-7);
  const longestSampleMs = Math.max(sampleMs, timeMs / minSamples);
  const calls = Math.ceil(sampleMs / Math.max(call.measuredMs, 1e-7));
  const batch = Math.max(1, Math.min(calls, Math.floor(longestSampleMs / wholeMs)));
  if (timeMs === 0) return splitCalls(Math.max(1, minCalls), { batch, minSamples });
  const fit = (time: number) => Math.floor(time / (batch * wholeMs));
  const least = Math.min(minSamples, fit(LONGEST * timeMs));
  const samples = Math.max(1, fit(timeMs), least, Math.ceil(minCalls / batch));
  return { batch, samples };
}

/**
 * Splits a number of calls into equal samples: of at most `batch` calls, and at least `minSamples` of them if possible. A
 * number without a suitable divisor makes one sample or, when that would be too long, a few calls more.
 */
function splitCalls(
  calls: number,
  { batch, minSamples }: { batch: number; minSamples: number },
): SamplePlan {
  const least = Math.max(Math.ceil(calls / batch), Math.min(minSamples, calls));
  for (let samples = least; samples <= Math.min(calls, 4 * least); samples += 1) {
    if (calls % samples === 0) return { batch: calls / samples, samples };
  }
  if (calls <= batch) return { batch: calls, samples: 1 };
  return { batch: Math.ceil(calls / least), samples: least };
}
