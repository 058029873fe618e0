import { expect, test } from 'vitest';
import { normal, seededRandom } from '@night-pilot/perf-report/stats';
import { judgeWall, type WallEvidence } from './judge-wall.ts';
import type { Stop } from './stop.ts';
import { wallRules } from './wall-rules.ts';

const rules = wallRules();
const TIME_IS_UP: Stop = { cause: 'budget', text: 'the budget of 60 s ended' };

function evidence(logRatios: number[], ended: Stop | null = null): WallEvidence {
  return { logRatios, ended };
}

function drawn(
  seed: number,
  count: number,
  { change, spread }: { change: number; spread: number },
) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => Math.log1p(change) + spread * normal(random));
}

test('asks for the pairs of the next look until it is decided', () => {
  const logRatios = drawn(3, 48, { change: 0.05, spread: 0.03 });
  const states = [0, 9, 10, 14, 22, 32, 48].map((pairs) => {
    const [judgement] = judgeWall([evidence(logRatios.slice(0, pairs))], rules);
    return judgement?.state === 'more' ? judgement.untilPairs : judgement?.state;
  });
  expect(states.slice(0, 3)).toEqual([4, 10, 14]);
  expect(states.at(-1)).toBe('regression');
});

test('gives the opposite verdict when base and head are swapped', () => {
  const slower = drawn(4, 20, { change: 0.08, spread: 0.02 });
  const faster = slower.map((ratio) => -ratio);
  const judgements = judgeWall([evidence(slower), evidence(faster)], rules);
  expect(judgements.map(({ state }) => state)).toEqual(['regression', 'improvement']);
});

test('calls a clear change unchanged when it is smaller than the smallest effect', () => {
  const [judgement] = judgeWall([evidence(drawn(5, 48, { change: 0.007, spread: 0.003 }))], rules);
  expect(judgement).toMatchObject({ state: 'unchanged' });
  expect(judgement?.state === 'unchanged' && judgement.adjustedP).toBeLessThan(0.001);
});

test('does not decide among many benchmarks what it decides for one alone', () => {
  const logRatios = Array.from({ length: 10 }, (_, pair) => 0.06 + (pair % 2 === 0 ? 0.02 : -0.02));
  const lone = evidence(logRatios);
  const silent = Array.from({ length: 4999 }, () => evidence([]));
  const [alone] = judgeWall([lone], rules);
  const [among] = judgeWall([lone, ...silent], rules);
  expect(alone?.state).toBe('regression');
  expect(among?.state).toBe('more');
});

test('keeps a decision whatever is measured of other benchmarks', () => {
  const all = Array.from({ length: 12 }, (_, index) =>
    drawn(70 + index, 48, { change: index < 6 ? 0.06 : 0, spread: 0.03 }),
  );
  const lengths = all.map(() => 10);
  const decided = new Map<number, string>();
  for (let round = 0; round < 6; round += 1) {
    judgeWall(
      all.map((logRatios, index) => evidence(logRatios.slice(0, lengths[index]))),
      rules,
    ).forEach((judgement, index) => {
      if (judgement.state === 'more') lengths[index] = judgement.untilPairs;
      else if (decided.has(index)) expect(judgement.state).toBe(decided.get(index));
      else decided.set(index, judgement.state);
    });
  }
  expect([...decided.values()].filter((state) => state === 'regression')).toHaveLength(6);
});

test('is undecided with the cause when the budget ended or the plan is exhausted', () => {
  const wide = drawn(8, 48, { change: 0.015, spread: 0.05 });
  const [ended, exhausted] = judgeWall(
    [evidence(wide.slice(0, 12), TIME_IS_UP), evidence(wide)],
    rules,
  );
  expect(ended).toMatchObject({
    state: 'undecided',
    stop: TIME_IS_UP,
    finding: { pairs: 10 },
  });
  expect(exhausted).toMatchObject({
    state: 'undecided',
    stop: { cause: 'plan', text: 'all 48 pairs that the plan allows were measured' },
  });
});

test('decides by the evidence when the budget ended as well', () => {
  const logRatios = drawn(4, 20, { change: 0.08, spread: 0.02 });
  const [judgement] = judgeWall([evidence(logRatios, TIME_IS_UP)], rules);
  expect(judgement?.state).toBe('regression');
});

test('refuses rules outside of their range', () => {
  expect(() => wallRules({ minEffect: 2 })).toThrow('0.02 is 2 %');
  expect(() => wallRules({ level: 0.99999 })).toThrow('at least 0.99999');
});
