/** What is said of a benchmark whose every time is 0. */
export const TOOK_NO_TIME =
  'Every time of it is 0: nothing ran, or the clock of the tool is too coarse for it.';

/** Whether a benchmark was not measured, whatever its tool wrote: all of its times are 0. */
export function tookNoTime(times: readonly number[]): boolean {
  return times.length > 0 && times.every((time) => time === 0);
}
