import { median } from '@night-pilot/perf-report/stats';
import { formatPercent } from '@night-pilot/perf-report/text';
import type { Disturbance, Fork } from '@night-pilot/perf-report';

type Counter = 'stealMs' | 'cpuPressureMs' | 'throttledMs';

/** Shares of a fork's duration for which it was disturbed. null: this machine cannot tell. */
export type DisturbedShares = Record<Counter, number | null>;

/**
 * From which share on a counter speaks of a disturbance, and what it is called. Steal comes in ticks
 * of 10 ms, so that its limit must not be reached by one of them in a fork of 300 ms.
 */
const LIMITS: Record<Counter, { share: number; name: string }> = {
  stealMs: { share: 0.05, name: 'of its time was stolen by the hypervisor' },
  cpuPressureMs: { share: 0.1, name: 'of its time some task waited for a CPU' },
  throttledMs: { share: 0.01, name: 'of its time the cgroup was throttled' },
};

/** A disturbance above its limit still counts as usual up to this multiple of what is usual. */
const TIMES_USUAL = 3;

/** Fewer forks of a run than these do not tell what is usual. */
const LEAST_FORKS = 8;

/** Fewer forks of a benchmark than these, one of each version, do not tell what is usual for it. */
const LEAST_OWN_FORKS = 2;

const COUNTERS = Object.keys(LIMITS) as Counter[];

type DisturbedFork = Pick<Fork, 'disturbance' | 'durationMs'>;

/**
 * What is usual for a benchmark: for each counter the median share over all forks of the run so far, of
 * all benchmarks and both versions; or over its own forks, from the second on, where that is more. What
 * keeps every core busy itself waits for a CPU in each of its forks: no disturbance.
 *
 * @param run All forks of the run so far.
 * @param own Those of the benchmark, equally many of each version.
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
 * The rule by which a fork was disturbed from outside, so that its whole pair does not count and is
 * measured again: stolen time, CPU pressure or throttling took a share of its duration that is above
 * the limit (5 %, 10 %, 1 %) and above three times what is usual for its benchmark in this run.
 *
 * It must not bend the result, therefore it looks at these counters alone. It never sees the samples,
 * both versions have the same limit, and it takes shares, because a slower version runs
 * longer and meets more of everything. Garbage collection and involuntary switches do not count: they
 * may be the program's own. Ask once, when the pair has ended, and keep the answer: a pair that comes
 * and goes between two looks would be a look more than was planned.
 *
 * @param usual See `usualDisturbance`; null, when nothing is known yet, sets nothing aside.
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

/** Above this share of pairs set aside, the machine is too disturbed to go on setting aside. */
const MOST_SET_ASIDE = 0.25;

/** Fewer pairs than these do not tell about the machine. */
const LEAST_PAIRS = 8;

/**
 * Why a run is on a disturbed machine, or null while at most a quarter of its pairs are set aside.
 * What is not decided by then ends `undecided` with this reason.
 */
export function machineDisturbedBecause(pairs: {
  measured: number;
  setAside: number;
}): string | null {
  if (pairs.measured < LEAST_PAIRS) return null;
  const share = pairs.setAside / pairs.measured;
  if (share <= MOST_SET_ASIDE) return null;
  return `the machine is disturbed: ${pairs.setAside} of ${pairs.measured} pairs were set aside, more than ${formatPercent(MOST_SET_ASIDE)}`;
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
