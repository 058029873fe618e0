import {
  planted,
  populations,
  simulateCoverage,
  simulateRuns,
} from '@night-pilot/perf-calibrate/simulation';
import { wallRules } from '@night-pilot/perf-compare/judge';
import { defineMeasurement } from '@night-pilot/perf-host/fork';

const SEED = 20_261_101;
const TRIALS = 10_000;
const RUNS = 1_000;
const BENCHMARKS = 50;
const SPREADS = [0.01, 0.05, 0.15];
const PLANTED = 0.05;

const rules = wallRules();
const alike = (spread: number) => populations(spread).filter((population) => population.alike);

/** Measures how often decisions on wall time are right, on seeded simulations of pairs of forks with six shapes of noise. */
export default defineMeasurement({
  name: 'decisions on wall time',
  limitMinutes: 20,
  metrics: {
    'least coverage at any number of pairs': { kind: 'ratio', unit: '1', better: 'higher' },
    'least coverage at the worst stop': { kind: 'ratio', unit: '1', better: 'higher' },
    'least share decided of a planted 5 %': { kind: 'ratio', unit: '1', better: 'higher' },
    'least share found of those decided': { kind: 'ratio', unit: '1', better: 'higher' },
    'planted 5 % called unchanged': { kind: 'count', unit: '1', better: 'lower' },
    'most runs with an alarm': { kind: 'ratio', unit: '1', better: 'lower' },
    'most runs with an alarm, upper 95 % bound': { kind: 'ratio', unit: '1', better: 'lower' },
  },
  run: async () => {
    const coverages = populations().map((population) =>
      simulateCoverage(population, { trials: TRIALS, seed: SEED, rules }),
    );
    const found = alike(PLANTED).map(
      (population) =>
        simulateRuns({
          runs: TRIALS,
          seed: SEED,
          rules,
          unchanged: { count: 0, population },
          changed: planted(population, PLANTED),
        }).changed,
    );
    const alarms = SPREADS.flatMap((spread) =>
      alike(spread).map(
        (population) =>
          simulateRuns({
            runs: RUNS,
            seed: SEED,
            rules,
            unchanged: { count: BENCHMARKS, population },
          }).alarms,
      ),
    );
    const shares = coverages.flatMap(({ atPairs }) => atPairs.map(({ share }) => share));
    return {
      'least coverage at any number of pairs': Math.min(...shares),
      'least coverage at the worst stop': Math.min(
        ...coverages.map(({ whenStoppedAtWorst }) => whenStoppedAtWorst),
      ),
      'least share decided of a planted 5 %': Math.min(
        ...found.map(({ decidedShare }) => decidedShare),
      ),
      'least share found of those decided': Math.min(...found.map(({ foundShare }) => foundShare)),
      'planted 5 % called unchanged': found.reduce((sum, { unchanged }) => sum + unchanged, 0),
      'most runs with an alarm': Math.max(...alarms.map(({ rate }) => rate)),
      'most runs with an alarm, upper 95 % bound': Math.max(
        ...alarms.map(({ upper95 }) => upper95),
      ),
    };
  },
});
