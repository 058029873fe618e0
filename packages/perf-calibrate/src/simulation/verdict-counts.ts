import { mean, median } from '@night-pilot/perf-report/stats';
import type { Decided } from './decide-run.ts';

/** Numbers of verdicts on many benchmarks. */
export interface VerdictCounts {
  benchmarks: number;
  regression: number;
  improvement: number;
  unchanged: number;
  undecided: number;
  /** Share with a verdict other than `undecided`; 0 for no benchmarks. */
  decidedShare: number;
  /** Share of the decided ones that were called a regression; 0 for none. */
  foundShare: number;
  /** Median number of counted pairs; 0 for no benchmarks. */
  medianPairs: number;
  meanPairs: number;
  setAsidePairs: number;
}

export function countVerdicts(decided: readonly Decided[]): VerdictCounts {
  const count = (wanted: Decided['state']) =>
    decided.filter(({ state }) => state === wanted).length;
  const counts = {
    regression: count('regression'),
    improvement: count('improvement'),
    unchanged: count('unchanged'),
    undecided: count('undecided'),
  };
  const certain = decided.length - counts.undecided;
  const pairs = decided.map((benchmark) => benchmark.pairs);
  return {
    benchmarks: decided.length,
    ...counts,
    decidedShare: decided.length === 0 ? 0 : certain / decided.length,
    foundShare: certain === 0 ? 0 : counts.regression / certain,
    medianPairs: pairs.length === 0 ? 0 : median(pairs),
    meanPairs: pairs.length === 0 ? 0 : mean(pairs),
    setAsidePairs: decided.reduce((sum, { setAside }) => sum + setAside, 0),
  };
}
