/** Message for a benchmark with only zero times. */
export const TOOK_NO_TIME =
  'All its times are 0: nothing ran, or the clock of the tool is too coarse.';

/** Whether all times of a benchmark are 0, which means that it was not measured. */
export function tookNoTime(times: readonly unknown[]): boolean {
  return times.length > 0 && times.every((time) => time === 0);
}
