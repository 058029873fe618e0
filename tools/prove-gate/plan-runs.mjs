/**
 * Plans the runs: spreads the busy ones evenly and ends with one.
 *
 * @param {{ runs: number, busy: number }} options
 * @returns {boolean[]} For each run, whether the cores are kept busy.
 */
export function planRuns({ runs, busy }) {
  const busyUpTo = (/** @type {number} */ run) => Math.floor((run * busy) / runs);
  return Array.from({ length: runs }, (_, index) => busyUpTo(index + 1) > busyUpTo(index));
}
