import { median } from '@night-pilot/perf-report/stats';
import { formatPercent } from '@night-pilot/perf-report/text';
import type { Disturbance, Fork } from '@night-pilot/perf-report';
import type { Stop } from './stop.ts';

type Counter = 'stealMs' | 'cpuPressureMs' | 'throttledMs';

/** Shares of a fork's duration in which it was disturbed, each from 0. null: this machine does not count it. */
export type DisturbedShares = Record<Counter, number | null>;

/**
 * Above this share a counter means a disturbance. Steal comes in ticks of 10 ms: one tick in a fork of 300 ms must not
 * reach its limit.
 */
const LIMITS: Record<Counter, { share: number; name: string }> = {
  stealMs: { share: 0.05, name: 'of its time was stolen by the hypervisor' },
  cpuPressureMs: { share: 0.1, name: 'of its time some task waited for a CPU' },
  throttledMs: { share: 0.01, name: 'of its time the cgroup was throttled' },
};

/** A disturbance above its limit is still usual up to this multiple of the usual share. */
const TIMES_USUAL = 3;

/** Least forks of a run that show what is usual. */
const LEAST_FORKS = 8;

/** Least forks of a benchmark, one of each version, that show what is usual for it. */
const LEAST_OWN_FORKS = 2;

const COUNTERS = Object.keys(LIMITS) as Counter[];

type DisturbedFork = Pick<Fork, 'disturbance' | 'durationMs'>;

/**
 * Finds the usual disturbance of a benchmark: for each counter the median share over all forks of the run so far, of
 * all benchmarks and both versions; or over the benchmark's own forks, if it has at least two and their median is
 * larger. A benchmark that keeps every core busy waits for a CPU in each of its forks, and that is no disturbance.
 *
 * @param run All forks of the run so far.
 * @param own Forks of the benchmark, equally many of each version.
 * @returns null for fewer than eight forks of the run.
 */
export function usualDisturbance(
  run: readonly DisturbedFork[],
  own: readonly DisturbedFork[] = [],
): DisturbedShares | null {
  if (run.length < LEAST_FORKS) return null;
  const ofRun = medianShares(run);
  if (own.length < LEAST_OWN_FORKS) return ofRun;
  const ofOwn = medianShares(own);
  return eachCounter((counter) => {
    const [usual, usualHere] = [ofRun[counter], ofOwn[counter]];
    return usual === null || usualHere === null ? usual : Math.max(usual, usualHere);
  });
}

function medianShares(forks: readonly DisturbedFork[]): DisturbedShares {
  const shares = forks.map(({ disturbance, durationMs }) => sharesOf(disturbance, durationMs));
  return eachCounter((counter) => {
    const known = shares.map((share) => share[counter]).filter((share) => share !== null);
    return known.length === 0 ? null : median(known);
  });
}

/**
 * Says why a fork was disturbed from outside, so that its whole pair does not count and is measured again: stolen time,
 * CPU pressure or throttling took a share of its duration that is above the limit (5 %, 10 %, 1 %) and above three times
 * the usual share of its benchmark in this run.
 *
 * The rule must not bias the result. Therefore it never sees the samples, both versions have the same limit, and it
 * takes shares, since a slower version runs longer and meets more of everything. Garbage collections and involuntary
 * switches do not count: they may be the program's own. Ask once, when the pair has ended, and keep the answer: a pair
 * that is counted at one look and set aside at the next would add a look to the plan.
 *
 * @param usual See `usualDisturbance`. null: not known yet, and nothing is set aside.
 * @returns A reason for a reader, or null.
 */
export function disturbedBecause(
  { disturbance, durationMs }: DisturbedFork,
  usual: DisturbedShares | null,
): string | null {
  if (usual === null) return null;
  const shares = sharesOf(disturbance, durationMs);
  for (const counter of COUNTERS) {
    const share = shares[counter];
    const limit = Math.max(LIMITS[counter].share, TIMES_USUAL * (usual[counter] ?? 0));
    if (share === null || share <= limit) continue;
    return `disturbed: ${formatPercent(share)} ${LIMITS[counter].name}, more than ${formatPercent(limit)}`;
  }
  return null;
}

/** Above this share of pairs set aside, a run on this machine ends. */
const MOST_SET_ASIDE = 0.25;

/** Least pairs that show how disturbed the machine is. */
const LEAST_PAIRS = 8;

/**
 * Ends a run on a disturbed machine: when more than a quarter of its pairs were set aside, all benchmarks that are not
 * decided by then are `undecided`.
 */
export function machineDisturbed(pairs: { measured: number; setAside: number }): Stop | null {
  if (pairs.measured < LEAST_PAIRS) return null;
  const share = pairs.setAside / pairs.measured;
  if (share <= MOST_SET_ASIDE) return null;
  const text = `the machine is disturbed: ${pairs.setAside} of ${pairs.measured} pairs were set aside, more than ${formatPercent(MOST_SET_ASIDE)}`;
  return { cause: 'disturbance', text };
}

function sharesOf(disturbance: Disturbance, durationMs: number): DisturbedShares {
  return eachCounter((counter) => {
    const value = disturbance[counter];
    return value === null || durationMs <= 0 ? null : value / durationMs;
  });
}

function eachCounter(share: (counter: Counter) => number | null): DisturbedShares {
  return {
    stealMs: share('stealMs'),
    cpuPressureMs: share('cpuPressureMs'),
    throttledMs: share('throttledMs'),
  };
}
