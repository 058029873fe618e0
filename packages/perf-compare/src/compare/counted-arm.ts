import type { Count, CountOutcome, CountResult, Slopes } from '@night-pilot/perf-host/count';
import type { CountedArm } from '../judge/judge-counts.ts';

/** Converts the count of a version for `judgeCounts`. */
export function countedArmOf(
  result: Count | Exclude<CountOutcome | CountResult, { state: 'failed' }>,
): CountedArm {
  switch (result.state) {
    case 'counted': {
      const slopes = 'repeats' in result ? result.repeats : [result.slopes];
      const sources = 'sources' in result ? result.sources : null;
      return { state: 'counted', repeats: slopes.map(toRepeat), sources };
    }
    case 'not-steady': {
      const repeats = result.slopes === null ? [] : [toRepeat(result.slopes)];
      return { state: 'not-steady', reason: result.reason, repeats };
    }
    case 'refused':
    case 'unavailable':
      return { state: 'refused', reason: result.reason };
  }
}

/** Converts the slopes of one process for `judgeCounts`. */
export function toRepeat([early, late]: Slopes) {
  return { early, late };
}
