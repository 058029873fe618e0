import { expect, test } from 'vitest';
import { pairLogRatio } from '../judge/fork-pair.ts';
import { judgeWall } from '../judge/judge-wall.ts';
import { wallRules } from '../judge/wall-rules.ts';
import type { Fork } from '@night-pilot/perf-report';
import {
  normal,
  sampleEnvironment,
  sampleFork,
  seededRandom,
  temporaryFolder,
} from '@night-pilot/perf-report/testing';
import { compareReports } from './compare-reports.ts';
import { ComparisonRecord } from './comparison-record.ts';

interface Timed {
  name: string;
  base: Fork[];
  head: Fork[];
  error: string | null;
}

/** Forks that were measured in turns: the load of the machine moves both of a pair by much, the change by little. */
function pairs(
  name: string,
  { change, count = 48, setAside = [] }: { change: number; count?: number; setAside?: number[] },
): Timed {
  const random = seededRandom(name.length);
  const drawn = Array.from({ length: count }, (_, index) => {
    const load = 1_000 * Math.exp(0.3 * normal(random));
    const noise = Math.exp(0.002 * normal(random));
    const reason = { setAside: setAside.includes(index) ? 'disturbed: a test' : null };
    const slower = setAside.includes(index) ? 9 : 1 + change;
    return {
      base: sampleFork([load, load * 1.1], reason),
      head: sampleFork([load * slower * noise, load * 1.1 * slower * noise], reason),
    };
  });
  const [base, head] = [drawn.map((pair) => pair.base), drawn.map((pair) => pair.head)];
  return { name, base, head, error: null };
}

/** What a comparison makes of them, as it does when they were measured. */
async function compared(timed: readonly Timed[]) {
  const root = await temporaryFolder();
  const rules = wallRules();
  const evidence = timed.map(({ base, head }) => ({
    logRatios: base.flatMap((from, index) => {
      const to = head[index];
      return to === undefined || from.setAside !== null
        ? []
        : pairLogRatio({ base: from.samples, head: to.samples });
    }),
    ended: { cause: 'budget', text: 'the budget of 60 s ended' } as const,
  }));
  const judgements = judgeWall(evidence, rules);
  const record = new ComparisonRecord(
    { base: { root }, head: { root } },
    {
      project: { name: 'db' },
      startedAt: new Date(),
      environment: sampleEnvironment(),
    },
  );
  for (const [index, one] of timed.entries()) {
    const judgement = judgements[index];
    if (judgement === undefined) continue;
    const result = { suite: 'writes', ...one, judgement, outlasted: null };
    record.addTimes(result, { rules, benchmarks: timed.length });
  }
  return record.result({ isInterrupted: false });
}

test('gives the verdicts of a comparison again from its kept forks', async () => {
  const comparison = await compared([
    pairs('slower', { change: 0.03 }),
    pairs('as fast', { change: 0 }),
    pairs('faster and disturbed', { change: -0.05, setAside: [0, 7, 30] }),
    { ...pairs('broken', { change: 0, count: 0 }), error: 'head: no luck' },
  ]);
  const { base, head, verdicts } = comparison;
  expect(verdicts.map(({ verdict }) => verdict)).toEqual([
    'regression',
    'unchanged',
    'improvement',
  ]);
  const again = compareReports(base, head);
  expect(again.verdicts).toEqual(verdicts);
  expect(again.problems).toMatchObject([{ message: 'head: no luck' }]);
});

test('another smallest effect gives another verdict', async () => {
  const { base, head } = await compared([pairs('slower', { change: 0.03 })]);
  const verdictAt = (minEffect: number) =>
    compareReports(base, head, { minEffect }).verdicts.map(({ verdict }) => verdict);
  expect(verdictAt(0.0125)).toEqual(['regression']);
  expect(verdictAt(0.03)).toEqual(['undecided']);
  expect(verdictAt(0.05)).toEqual(['unchanged']);
});

test('counts benchmarks that were not measured among those of the run', async () => {
  // Ten pairs whose change is an alarm alone, and none among 5,000 benchmarks.
  const alike = Array.from({ length: 10 }, (_, pair) => Math.exp(0.06 + (pair % 2 ? 0.02 : -0.02)));
  const shifted: Timed = {
    name: 'shifted',
    base: alike.map(() => sampleFork([1_000])),
    head: alike.map((ratio) => sampleFork([1_000 * ratio])),
    error: null,
  };
  const alone = await compared([shifted]);
  expect(compareReports(alone.base, alone.head).verdicts).toMatchObject([
    { verdict: 'regression' },
  ]);
  const silent = Array.from({ length: 4_999 }, (_, index) =>
    pairs(`silent ${index}`, { change: 0, count: 0 }),
  );
  const among = await compared([shifted, ...silent]);
  const [verdict, other] = compareReports(among.base, among.head).verdicts;
  expect(verdict).toMatchObject({ verdict: 'undecided', pairs: 10 });
  expect(verdict?.method).toContain('Holm over 5000 benchmarks');
  expect(other?.reason).toBe(
    'too few pairs for an interval: the kept pairs ended before it was decided',
  );
});

test('reports of two comparisons are of two runs, also where their ids were given', async () => {
  const [one, other] = [pairs('slower', { change: 0.03 }), pairs('slower', { change: 0.03 })];
  const [monday, tuesday] = [await compared([one]), await compared([other])];
  const twoRuns = { verdict: 'undecided', pairs: 0 };
  expect(compareReports(monday.base, tuesday.head).verdicts).toMatchObject([twoRuns]);
  const namesake = { ...tuesday.head, run: { ...tuesday.head.run, id: monday.head.run.id } };
  const later = { ...namesake, run: { ...namesake.run, startedAt: '2026-01-02T03:04:05.678Z' } };
  expect(compareReports(monday.base, later).verdicts).toMatchObject([twoRuns]);
  expect(compareReports(monday.head, monday.head).verdicts).toMatchObject([twoRuns]);
});
