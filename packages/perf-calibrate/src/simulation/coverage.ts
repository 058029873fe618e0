import { seededRandom } from '@night-pilot/perf-report/stats';
import { estimates, repeatedInterval, type WallRules } from '@night-pilot/perf-compare/judge';
import { decideRun } from './decide-run.ts';
import type { Population } from './populations.ts';

/** Coverage of the true mean log ratio of a population by intervals, as shares of trials. */
export interface Coverage {
  population: string;
  trials: number;
  /** Coverage at each look of the plan. */
  atPairs: { pairs: number; share: number }[];
  /** Coverage at the look at which the real decision stopped, in a run of one benchmark. */
  whenDecided: number;
  /** Coverage at all looks of a trial together: the worst case of any stopping rule. */
  whenStoppedAtWorst: number;
}

/** Measures {@link Coverage} by simulation. The same seed makes the same trials. */
export function simulateCoverage(
  population: Population,
  { trials, seed, rules }: { trials: number; seed: number; rules: WallRules },
): Coverage {
  const random = seededRandom(seed);
  const { looks } = rules.plan;
  const most = looks.at(-1)?.pairs ?? 0;
  const covered = looks.map(() => 0);
  let decided = 0;
  let always = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const logRatios = Array.from({ length: most }, () => population.draw(random));
    const covers = estimates(logRatios, rules.plan).map((estimate) => {
      const { low, high } = repeatedInterval(estimate, rules.level);
      return low <= population.meanLogRatio && population.meanLogRatio <= high;
    });
    covers.forEach((does, look) => {
      if (does) covered[look] = (covered[look] ?? 0) + 1;
    });
    if (covers.every(Boolean)) always += 1;
    const [run] = decideRun([(pair) => logRatios[pair] ?? 0], rules);
    if (covers[looks.findIndex(({ pairs }) => pairs === run?.pairs)]) decided += 1;
  }
  return {
    population: population.name,
    trials,
    atPairs: looks.map(({ pairs }, look) => ({ pairs, share: (covered[look] ?? 0) / trials })),
    whenDecided: decided / trials,
    whenStoppedAtWorst: always / trials,
  };
}
