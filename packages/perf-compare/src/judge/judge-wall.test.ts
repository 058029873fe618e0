import { expect, test } from 'vitest';
import { normal, seededRandom } from '@night-pilot/perf-report/stats';
import { judgeWall, type WallEvidence } from './judge-wall.ts';
import { wallRules } from './wall-rules.ts';

const rules = wallRules();

function evidence(logRatios: number[], ended: string | null = null): WallEvidence {
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

test('swapping base and head gives the opposite verdict', () => {
  const slower = drawn(4, 20, { change: 0.08, spread: 0.02 });
  const faster = slower.map((ratio) => -ratio);
  const judgements = judgeWall([evidence(slower), evidence(faster)], rules);
  expect(judgements.map(({ state }) => state)).toEqual(['regression', 'improvement']);
});

test('a clear change that is smaller than what matters is no regression', () => {
  const [judgement] = judgeWall([evidence(drawn(5, 48, { change: 0.007, spread: 0.003 }))], rules);
  expect(judgement).toMatchObject({ state: 'unchanged' });
  expect(judgement?.state === 'unchanged' && judgement.adjustedP).toBeLessThan(0.001);
});

test('the same evidence that is an alarm alone is none among many benchmarks', () => {
  const logRatios = Array.from({ length: 10 }, (_, pair) => 0.06 + (pair % 2 === 0 ? 0.02 : -0.02));
  const lone = evidence(logRatios);
  const silent = Array.from({ length: 4999 }, () => evidence([]));
  const [alone] = judgeWall([lone], rules);
  const [among] = judgeWall([lone, ...silent], rules);
  expect(alone?.state).toBe('regression');
  expect(among?.state).toBe('more');
});

test('what is decided stays decided, whatever the others measure', () => {
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

test('an ended budget and an exhausted plan are undecided, each with its reason', () => {
  const wide = drawn(8, 48, { change: 0.015, spread: 0.05 });
  const [ended, exhausted] = judgeWall(
    [evidence(wide.slice(0, 12), 'the budget of 60 s ended'), evidence(wide)],
    rules,
  );
  expect(ended).toMatchObject({
    state: 'undecided',
    because: 'the budget of 60 s ended',
    finding: { pairs: 10 },
  });
  expect(exhausted).toMatchObject({
    state: 'undecided',
    because: 'all 48 pairs that the plan allows were measured',
  });
});

test('a budget that ended does not take back what the evidence says', () => {
  const logRatios = drawn(4, 20, { change: 0.08, spread: 0.02 });
  const [judgement] = judgeWall([evidence(logRatios, 'the budget of 60 s ended')], rules);
  expect(judgement?.state).toBe('regression');
});

test('rules outside of their range are refused', () => {
  expect(() => wallRules({ minEffect: 2 })).toThrow('0.02 is 2 %');
  expect(() => wallRules({ level: 0.99999 })).toThrow('at least 0.99999');
});
