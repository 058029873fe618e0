import {
  judgeWall,
  machineDisturbed,
  type Stop,
  type WallJudgement,
  type WallRules,
} from '@night-pilot/perf-compare/judge';

/** Result of one benchmark of a simulated run. */
export interface Decided {
  state: Exclude<WallJudgement['state'], 'more'>;
  /** Number of counted pairs. */
  pairs: number;
  /** Number of pairs that were set aside. */
  setAside: number;
}

/** Returns the log ratio of a benchmark's next pair, or that it is set aside, or that the budget ended before it. */
export type NextPair = (pair: number) => number | 'set aside' | 'budget ended';

/**
 * Simulates a run from its first pair to its verdicts, with the decision of a real run. In each round, every benchmark
 * with the judgement `more` measures a pair, up to its next look; then all are judged again. If more than a quarter of
 * the pairs is set aside, the run ends, like a real one.
 */
export function decideRun(benchmarks: readonly NextPair[], rules: WallRules): Decided[] {
  const measured = benchmarks.map((next) => ({
    next,
    logRatios: [] as number[],
    asked: 0,
    ended: null as Stop | null,
  }));
  const pairs = { measured: 0, setAside: 0 };
  for (;;) {
    const judgements = judgeWall(measured, rules);
    let open = measured.flatMap((benchmark, index) => {
      const judgement = judgements[index];
      return judgement?.state === 'more' ? [{ benchmark, untilPairs: judgement.untilPairs }] : [];
    });
    if (open.length === 0) {
      return measured.map(({ logRatios, asked }, index) => {
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
      for (const { benchmark } of open) {
        const logRatio = benchmark.next(benchmark.asked);
        if (logRatio === 'budget ended') {
          benchmark.ended = { cause: 'budget', text: 'the budget ended' };
          continue;
        }
        benchmark.asked += 1;
        pairs.measured += 1;
        if (logRatio === 'set aside') pairs.setAside += 1;
        else benchmark.logRatios.push(logRatio);
      }
      const disturbed = machineDisturbed(pairs);
      if (disturbed !== null) for (const benchmark of measured) benchmark.ended ??= disturbed;
      open = open.filter(
        ({ benchmark, untilPairs }) =>
          benchmark.ended === null && benchmark.logRatios.length < untilPairs,
      );
    }
  }
}
