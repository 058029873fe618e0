import {
  judgeWall,
  machineDisturbed,
  type Stop,
  type WallJudgement,
  type WallRules,
} from '@night-pilot/perf-compare/judge';

/** How one benchmark of a simulated run ended. */
export interface Decided {
  state: Exclude<WallJudgement['state'], 'more'>;
  /** Counted pairs that it took. */
  pairs: number;
  /** Pairs that were set aside meanwhile. */
  setAside: number;
}

/** Gives the log ratio of a benchmark's next pair; or says that it is set aside, or that the budget ended before it. */
export type NextPair = (pair: number) => number | 'set aside' | 'budget ended';

/**
 * Takes a run from its first pair to its verdicts by the decision that a real run uses: round by round whoever was
 * told `more` measures a pair, up to its next look, then all are judged again. When more than a quarter of the pairs
 * is set aside, the run ends as a real one does.
 */
export function decideRun(benchmarks: readonly NextPair[], rules: WallRules): Decided[] {
  const all = benchmarks.map((next) => ({
    ...{ next, logRatios: [] as number[], asked: 0 },
    ended: null as Stop | null,
  }));
  const pairs = { measured: 0, setAside: 0 };
  for (;;) {
    const judgements = judgeWall(all, rules);
    let open = all.flatMap((one, index) => {
      const judgement = judgements[index];
      return judgement?.state === 'more' ? [{ one, untilPairs: judgement.untilPairs }] : [];
    });
    if (open.length === 0) {
      return all.map(({ logRatios, asked }, index) => {
        const state = judgements[index]?.state ?? 'undecided';
        const counted = logRatios.length;
        return {
          state: state === 'more' ? 'undecided' : state,
          pairs: counted,
          setAside: asked - counted,
        };
      });
    }
    while (open.length > 0) {
      for (const { one } of open) {
        const logRatio = one.next(one.asked);
        if (logRatio === 'budget ended') {
          one.ended = { cause: 'budget', text: 'the budget ended' };
          continue;
        }
        one.asked += 1;
        pairs.measured += 1;
        if (logRatio === 'set aside') pairs.setAside += 1;
        else one.logRatios.push(logRatio);
      }
      const disturbed = machineDisturbed(pairs);
      if (disturbed !== null) for (const one of all) one.ended ??= disturbed;
      open = open.filter(
        ({ one, untilPairs }) => one.ended === null && one.logRatios.length < untilPairs,
      );
    }
  }
}
