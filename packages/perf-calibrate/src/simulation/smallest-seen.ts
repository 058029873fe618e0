import { seededRandom } from '@night-pilot/perf-report/stats';
import type { WallRules } from '@night-pilot/perf-compare/judge';
import { decideRun, type NextPair } from './decide-run.ts';
import { countVerdicts } from './verdict-counts.ts';

export interface SmallestSeenOptions {
  /** Number of comparisons for each tried change. */
  trials: number;
  seed: number;
  rules: WallRules;
  /** Share of comparisons that must call the change a regression. @default 0.95 */
  share?: number;
}

export interface SmallestSeen {
  /** Smallest change that the share finds, to a hundredth of a percent; null above 100 %. */
  change: number | null;
  /** Mean number of counted pairs in comparisons of this change. */
  meanPairs: number;
}

/**
 * Returns the smallest slowdown that comparisons of one benchmark call a regression often enough. Every change is tried
 * with the same random numbers, so that larger ones are found more often.
 *
 * @param plant Returns the pairs of a comparison with a change planted in it.
 */
export function smallestSeen(
  plant: (random: () => number, change: number) => NextPair,
  { trials, seed, rules, share = 0.95 }: SmallestSeenOptions,
): SmallestSeen {
  const attempt = (change: number) => {
    const random = seededRandom(seed);
    const seeds = Array.from({ length: trials }, () => Math.floor(random() * 2 ** 32));
    return countVerdicts(
      seeds.flatMap((own) => decideRun([plant(seededRandom(own), change)], rules)),
    );
  };
  let low = rules.minEffect;
  let high = 1;
  let best: SmallestSeen = { change: null, meanPairs: 0 };
  while (high - low > 1e-4) {
    const middle = best.change === null ? high : (low + high) / 2;
    const { regression, meanPairs } = attempt(middle);
    if (regression >= share * trials) {
      best = { change: middle, meanPairs };
      high = middle;
    } else if (best.change === null) {
      return best;
    } else low = middle;
  }
  return best;
}
