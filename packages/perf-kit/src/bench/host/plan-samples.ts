import type { SamplePlan } from '../../fork/protocol.ts';

export interface PlanFacts {
  /** What one warm call takes, in ms: what counts of it, and with what surrounds it. */
  call: { measuredMs: number; wholeMs: number };
  /** The least that a sample measures, in ms. */
  sampleMs: number;
  /** Time to spend, in ms. */
  timeMs: number;
  /** Take so many samples where they fit into {@link LONGEST} times the time. */
  minSamples: number;
}

/** How far the least number of samples may stretch the time: five samples of 200 ms, not of 10 s. */
const LONGEST = 5;

/**
 * How many calls make a sample, and how many samples a fork takes. Calls that have to be timed one
 * by one can spend most of their time outside the measurement: their samples may then be shorter
 * than asked for, so that there are several.
 *
 * @returns At least one call and one sample: a function of 10 s is called once.
 */
export function planSamples({ call, sampleMs, timeMs, minSamples }: PlanFacts): SamplePlan {
  const wholeMs = Math.max(call.wholeMs, 1e-7);
  const longestSampleMs = Math.max(sampleMs, timeMs / minSamples);
  const calls = Math.ceil(sampleMs / Math.max(call.measuredMs, 1e-7));
  const batch = Math.max(1, Math.min(calls, Math.floor(longestSampleMs / wholeMs)));
  const fit = (time: number) => Math.floor(time / (batch * wholeMs));
  const samples = Math.max(1, fit(timeMs), Math.min(minSamples, fit(LONGEST * timeMs)));
  return { batch, samples };
}
