import type { OpenArrivalOptions } from './concurrent-test-options.ts';

/**
 * Returns the time when each operation is due, in ms since the start, by its index. Operations are evenly spaced; while
 * a ramp changes the rate from r₀ to r over T, n operations are due by the time t with r₀ t + (r - r₀) t² / 2T = n.
 */
export function arrivalTimes({
  rate,
  ramp,
}: Pick<OpenArrivalOptions, 'rate' | 'ramp'>): (index: number) => number {
  const perMs = rate / 1_000;
  if (ramp === undefined) return (index) => index / perMs;
  const { from, overMs } = ramp;
  const fromPerMs = from / 1_000;
  const growth = (perMs - fromPerMs) / overMs;
  const dueInRamp = ((fromPerMs + perMs) / 2) * overMs;
  return (index) => {
    if (index === 0) return 0;
    if (index >= dueInRamp) return overMs + (index - dueInRamp) / perMs;
    return (2 * index) / (fromPerMs + Math.sqrt(fromPerMs ** 2 + 2 * growth * index));
  };
}
