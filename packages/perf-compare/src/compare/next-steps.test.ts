import { expect, test } from 'vitest';
import type { Verdict } from '@night-pilot/perf-report';
import { nextSteps } from './next-steps.ts';
import type { Undecided, UndecidedCause } from './undecided.ts';

const late = (name: string, cause: UndecidedCause): Undecided => ({
  suite: 'parse',
  name,
  instrument: 'wall',
  cause,
});

const verdictOf = (
  name: string,
  instrument: Verdict['series']['instrument'] = 'wall',
): Verdict => ({
  series: { project: 'p', suite: 'parse', name, params: {}, instrument, fingerprint: 'f' },
  verdict: 'undecided',
  reason: 'it was not decided',
  base: null,
  head: { runs: [], sha: null },
  pairs: 0,
  effect: null,
  interval: null,
  method: 'none',
});

test('names what a benchmark needs when its own budget ended', () => {
  const undecided = [late('numbers', 'budget')];
  expect(nextSteps({ verdicts: [verdictOf('numbers')], undecided }, { budgetMs: 60_000 })).toEqual({
    notes: ['Out of time: parse › numbers (wall).'],
    lastLine:
      '1 undecided for lack of time: give --budget 2min or more, accept a larger --min-effect, or use a quieter machine (perf-kit doctor says what disturbs this one)',
  });
});

test('asks for the least time of a decision when that is known and longer', () => {
  const undecided = [late('numbers', 'budget')];
  const options = { budgetMs: 5_000, neededMs: 31_200 };
  expect(nextSteps({ verdicts: [], undecided }, options).lastLine).toMatch(/give --budget 32s or/);
});

test('estimates the total budget from the share that was decided', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const undecided = names.slice(2).map((name) => late(name, 'total budget'));
  const verdicts = names.map((name) => verdictOf(name));
  const { notes, lastLine } = nextSteps(
    { verdicts, undecided },
    { budgetMs: 60_000, totalBudgetMs: 30_000 },
  );
  expect(notes).toEqual([
    'Out of time: parse › c (wall); parse › d (wall); parse › e (wall); parse › f (wall); parse › g (wall); and 1 more.',
  ]);
  expect(lastLine).toBe('6 undecided for lack of time: give --total-budget 2min or more');
});

test('sends counts that did not decide to wall, unless wall has judged them', () => {
  const undecided: Undecided[] = [
    { ...late('moved', 'not countable'), instrument: 'instructions' },
    { ...late('growing', 'not steady'), instrument: 'instructions' },
  ];
  const verdicts = [verdictOf('moved', 'instructions'), verdictOf('growing')];
  expect(nextSteps({ verdicts, undecided }, { budgetMs: 60_000 })).toEqual({
    notes: [
      'Not decided by counts: parse › moved (instructions). Add wall to --instrument: time decides.',
    ],
    lastLine: null,
  });
});

test('says nothing about an interruption', () => {
  const undecided = [late('numbers', 'interruption')];
  expect(nextSteps({ verdicts: [], undecided }, { budgetMs: 60_000 })).toEqual({
    notes: [],
    lastLine: null,
  });
});
