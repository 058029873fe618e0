import { seededRandom } from '@night-pilot/perf-report/stats';
import type { WallRules } from '@night-pilot/perf-compare/judge';
import { type AlarmRate, alarmRate } from './alarm-rate.ts';
import { decideRun } from './decide-run.ts';
import type { Population } from './populations.ts';
import { countVerdicts, type VerdictCounts } from './verdict-counts.ts';

export interface SimulateRunsOptions {
  runs: number;
  seed: number;
  rules: WallRules;
  /** Benchmarks of a run without a change. */
  unchanged: { count: number; population: Population };
  /** Population of one more benchmark, with a change. */
  changed?: Population;
}

export interface SimulatedRuns {
  /** Alarms on the benchmarks without a change. */
  alarms: AlarmRate;
  /** Verdicts on the benchmarks without a change. */
  unchanged: VerdictCounts;
  /** Verdicts on the benchmark with a change. */
  changed: VerdictCounts;
}

/** Judges seeded runs of drawn log ratios by the decision of a real run. */
export function simulateRuns(options: SimulateRunsOptions): SimulatedRuns {
  const { runs, seed, rules, unchanged, changed } = options;
  const random = seededRandom(seed);
  const still = Array.from({ length: unchanged.count }, () => unchanged.population);
  const populations = changed === undefined ? still : [...still, changed];
  const decided = Array.from({ length: runs }, () =>
    decideRun(
      populations.map(
        ({ draw }) =>
          () =>
            draw(random),
      ),
      rules,
    ),
  );
  const stillDecided = decided.map((run) => run.slice(0, unchanged.count));
  const alarming = stillDecided.filter((run) =>
    run.some(({ state }) => state === 'regression' || state === 'improvement'),
  );
  return {
    alarms: alarmRate(alarming.length, runs),
    unchanged: countVerdicts(stillDecided.flat()),
    changed: countVerdicts(decided.flatMap((run) => run.slice(unchanged.count))),
  };
}
