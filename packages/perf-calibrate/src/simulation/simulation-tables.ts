import { formatPercent, renderTable } from '@night-pilot/perf-report/text';
import { type WallRules, wallRules } from '@night-pilot/perf-compare/judge';
import { type Coverage, simulateCoverage } from './coverage.ts';
import { normalPairs, planted, populations, RARE_SLOW_FORKS } from './populations.ts';
import { simulateRuns } from './simulate-runs.ts';

export interface SimulationTableOptions {
  /** Comparisons behind each line of coverage and of power. @default 10_000 */
  trials?: number;
  /** Runs of 50 benchmarks behind each line of alarms. @default 1_000 */
  runs?: number;
  /** @default 20_261_101 */
  seed?: number;
  rules?: WallRules;
}

/** Renders the coverage of the interval by population: at each look, at the real stop, at the worst stop. */
export function coverageTable(options: SimulationTableOptions = {}): string {
  const { trials = 10_000, seed = 20_261_101, rules = wallRules() } = options;
  const rows = [...populations(), RARE_SLOW_FORKS].map((population) =>
    simulateCoverage(population, { trials, seed, rules }),
  );
  const looks = rules.plan.looks.map(({ pairs }, index) => ({
    title: `${pairs} pairs`,
    value: (row: Coverage) => formatPercent(row.atPairs[index]?.share ?? NaN),
  }));
  return render(rows, [
    { title: `covered of ${trials}`, value: ({ population }) => population },
    ...looks,
    { title: 'when decided', value: ({ whenDecided }) => formatPercent(whenDecided) },
    {
      title: 'at the worst stop',
      value: ({ whenStoppedAtWorst }) => formatPercent(whenStoppedAtWorst),
    },
  ]);
}

/** Renders the number of runs of 50 benchmarks without a change that raise an alarm, by population and spread. */
export function alarmTable(options: SimulationTableOptions = {}): string {
  const { runs = 1000, seed = 20_261_101, rules = wallRules() } = options;
  const rows = [0.01, 0.05, 0.15].flatMap((spread) =>
    populations(spread)
      .filter(({ alike }) => alike)
      .map((population) => ({
        spread,
        population,
        ...simulateRuns({ runs, seed, rules, unchanged: { count: 50, population } }),
      })),
  );
  return render(rows, [
    { title: `alarms in ${runs} runs of 50`, value: ({ population }) => population.name },
    { title: 'spread', value: ({ spread }) => formatPercent(spread) },
    { title: 'rate', value: ({ alarms }) => formatPercent(alarms.rate) },
    { title: 'upper 95 %', value: ({ alarms }) => formatPercent(alarms.upper95) },
    { title: 'decided', value: ({ unchanged }) => formatPercent(unchanged.decidedShare) },
    { title: 'mean pairs', value: ({ unchanged }) => unchanged.meanPairs.toFixed(1) },
  ]);
}

/** Renders the verdicts on a planted slowdown, alone and among 49 benchmarks without one. */
export function powerTable(options: SimulationTableOptions = {}): string {
  const { trials = 10_000, runs = 1000, seed = 20_261_101, rules = wallRules() } = options;
  const alike = populations(0.05).filter((population) => population.alike);
  const cases = [
    ...alike.map((population) => ({ population, spread: 0.05, count: 0, change: 0.05 })),
    { population: normalPairs(0.05), spread: 0.05, count: 49, change: 0.05 },
    { population: normalPairs(0.03), spread: 0.03, count: 0, change: 0.05 },
    { population: normalPairs(0.01), spread: 0.01, count: 0, change: 0.05 },
    { population: normalPairs(0.01), spread: 0.01, count: 0, change: rules.minEffect },
    { population: normalPairs(0.002), spread: 0.002, count: 0, change: rules.minEffect },
  ];
  const rows = cases.map(({ population, spread, count, change }) => ({
    name: planted(population, change).name,
    spread,
    count,
    ...simulateRuns({
      runs: count === 0 ? trials : runs,
      seed,
      rules,
      unchanged: { count, population },
      changed: planted(population, change),
    }),
  }));
  return render(rows, [
    { title: 'planted', value: ({ name }) => name },
    { title: 'spread', value: ({ spread }) => formatPercent(spread) },
    { title: 'benchmarks', value: ({ count }) => String(count + 1) },
    { title: 'comparisons', value: ({ changed }) => String(changed.benchmarks) },
    { title: 'decided', value: ({ changed }) => formatPercent(changed.decidedShare) },
    { title: 'found of the decided', value: ({ changed }) => formatPercent(changed.foundShare) },
    { title: 'called unchanged', value: ({ changed }) => String(changed.unchanged) },
    { title: 'mean pairs', value: ({ changed }) => changed.meanPairs.toFixed(1) },
  ]);
}

interface Shown<Row> {
  title: string;
  value: (row: Row) => string;
}

function render<Row>(rows: readonly Row[], shown: readonly Shown<Row>[]): string {
  return renderTable(
    shown.map(({ title }, index) => ({ title, align: index === 0 ? 'left' : 'right' })),
    rows.map((row) => shown.map(({ value }) => value(row))),
  );
}
