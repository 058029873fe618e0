import { judgeWall, type WallEvidence, type WallJudgement } from '../judge-wall.ts';
import type { WallRules } from '../wall-rules.ts';

/** How one benchmark of a simulated run ended. */
export interface Decided {
  state: Exclude<WallJudgement['state'], 'more'>;
  /** Counted pairs that it took. */
  pairs: number;
  /** Pairs that were set aside meanwhile. */
  setAside: number;
}

/** Gives the log ratio of a benchmark's next pair, or null for a pair that is set aside. */
export type NextPair = (pair: number) => number | null;

/**
 * Takes a run from its first pair to its verdicts by the decision that a real run uses: whoever is
 * told `more` measures up to the next look, then all are judged again. A benchmark ends undecided when
 * more than three pairs were set aside for each that counts.
 */
export function decideRun(benchmarks: readonly NextPair[], rules: WallRules): Decided[] {
  const pairs = benchmarks.map((next) => ({ next, logRatios: [] as number[], asked: 0 }));
  const evidence = pairs.map(({ logRatios }): WallEvidence => ({ logRatios, ended: null }));
  for (;;) {
    const judgements = judgeWall(evidence, rules);
    if (judgements.every(({ state }) => state !== 'more')) {
      return judgements.map(({ state }, index) => {
        const counted = pairs[index]?.logRatios.length ?? 0;
        const setAside = (pairs[index]?.asked ?? 0) - counted;
        return { state: state === 'more' ? 'undecided' : state, pairs: counted, setAside };
      });
    }
    judgements.forEach((judgement, index) => {
      const benchmark = pairs[index];
      const own = evidence[index];
      if (judgement.state !== 'more' || benchmark === undefined || own === undefined) return;
      const limit = 4 * judgement.untilPairs;
      while (benchmark.logRatios.length < judgement.untilPairs && benchmark.asked < limit) {
        const ratio = benchmark.next(benchmark.asked);
        benchmark.asked += 1;
        if (ratio !== null) benchmark.logRatios.push(ratio);
      }
      if (benchmark.asked >= limit) own.ended = 'too many pairs were set aside';
    });
  }
}
