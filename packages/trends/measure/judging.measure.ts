import { defineMeasurement } from '@night-pilot/perf-kit';
import { judgeSeries, type SeriesJudgement } from '../src/judge/judge-run.ts';
import type { SeriesToJudge } from '../src/judge/series.ts';
import { seededNormal } from '../src/testing/random.ts';

/** Histories of 60 runs, each followed by six runs that are 5 % slower. */
const STEPS = 500;
const RUNS_BEFORE = 60;
const RUNS_TO_SEE = 6;
/** Histories in which nothing changes, and the runs of each that are judged one after the other. */
const QUIET_HISTORIES = 20;
const QUIET_RUNS = 500;
/** Unchanged runs of 1,000 series. */
const LARGE_RUNS = 200;
const LARGE_SERIES = 1_000;
const COUNTS = 100;
/** Standard deviation of the times of a run. */
const NOISE = 0.02;

const share = { kind: 'ratio', unit: '1' } as const;

/** Measures how soon runs of a history show planted changes, and how often they show one where there is none. */
export default defineMeasurement({
  name: 'judging',
  limitMinutes: 10,
  metrics: {
    'steps of 5 % seen within six runs': { ...share, better: 'higher' },
    'false alarms in 1,000 runs of one series': { ...share, better: 'lower' },
    'unchanged runs of 1,000 series with an alarm': { ...share, better: 'lower' },
    'steps of 1 % of a count found at their run': {
      kind: 'count',
      unit: '1',
      better: 'higher',
    },
  },
  run: async ({ progress }) => {
    const seen = stepsSeen();
    progress(1, 4);
    const falseAlarms = quietAlarms();
    progress(2, 4);
    const large = largeAlarms();
    progress(3, 4);
    return {
      'steps of 5 % seen within six runs': seen,
      'false alarms in 1,000 runs of one series': falseAlarms,
      'unchanged runs of 1,000 series with an alarm': large,
      'steps of 1 % of a count found at their run': countsFound(),
    };
  },
});

/** Makes a series whose newest value is to be judged. */
function seriesOf(values: readonly number[], kind: 'time' | 'count' = 'time'): SeriesToJudge {
  const instrument = kind === 'time' ? 'wall' : 'instructions';
  return {
    identity: { project: 'simulated', suite: '', name: 'series', params: {}, instrument },
    fingerprint: 'one machine',
    ...{ kind, unit: kind === 'time' ? 'ns' : '1', better: 'lower', resolution: 0, isSteady: true },
    mean: values.at(-1) ?? NaN,
    earlier: values.slice(0, -1).map((mean, run) => ({ run: `${run}`, sha: null, mean })),
    elsewhere: null,
  };
}

const head = { id: 'head', sha: null, isOfHistory: true };

function isAlarm({ change, verdict }: SeriesJudgement): boolean {
  return change !== null || verdict.suspicion !== undefined;
}

function judgesAlarm(values: readonly number[]): boolean {
  return judgeSeries(head, [seriesOf(values)]).some(isAlarm);
}

function stepsSeen(): number {
  let seen = 0;
  for (let seed = 1; seed <= STEPS; seed += 1) {
    const normal = seededNormal(seed);
    const run = (level: number) => level * Math.exp(NOISE * normal());
    const values = Array.from({ length: RUNS_BEFORE }, () => run(100));
    const isSeen = Array.from({ length: RUNS_TO_SEE }).some(() => {
      values.push(run(105));
      return judgesAlarm(values);
    });
    if (isSeen) seen += 1;
  }
  return seen / STEPS;
}

/** Counts alarms by their first run: the next runs show the same. */
function quietAlarms(): number {
  let alarms = 0;
  for (let seed = 1; seed <= QUIET_HISTORIES; seed += 1) {
    const normal = seededNormal(1_000 + seed);
    const run = () => 100 * Math.exp(NOISE * normal());
    const values = Array.from({ length: RUNS_BEFORE }, run);
    let isAlarmed = false;
    for (let judged = 0; judged < QUIET_RUNS; judged += 1) {
      values.push(run());
      const isNow = judgesAlarm(values);
      if (isNow && !isAlarmed) alarms += 1;
      isAlarmed = isNow;
    }
  }
  return (1_000 * alarms) / (QUIET_HISTORIES * QUIET_RUNS);
}

function largeAlarms(): number {
  let alarms = 0;
  const normal = seededNormal(9);
  for (let run = 0; run < LARGE_RUNS; run += 1) {
    const series = Array.from({ length: LARGE_SERIES }, () =>
      seriesOf(Array.from({ length: RUNS_BEFORE }, () => 100 * Math.exp(NOISE * normal()))),
    );
    if (judgeSeries(head, series).some(isAlarm)) alarms += 1;
  }
  return alarms / LARGE_RUNS;
}

/** Judges counts of which one earlier run is known, and the newest is 1 % more. */
function countsFound(): number {
  return Array.from({ length: COUNTS }, (_, index) => 1_000 * (index + 1)).filter((count) =>
    judgeSeries(head, [seriesOf([count, count * 1.01], 'count')]).some(
      ({ change }) => change?.direction === 'regression' && change.runs === 1,
    ),
  ).length;
}
