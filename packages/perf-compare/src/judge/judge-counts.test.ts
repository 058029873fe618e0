import { expect, test } from 'vitest';
import { type CountedArm, judgeCounts } from './judge-counts.ts';

function counted(...slopes: [early: number, late: number][]): CountedArm {
  return { state: 'counted', repeats: slopes.map(([early, late]) => ({ early, late })) };
}

const base = counted([772_235, 772_230], [772_233, 772_231]);

function scaled(factor: number): CountedArm {
  return counted([772_234 * factor, 772_229 * factor], [772_236 * factor, 772_233 * factor]);
}

test.each([
  [1, 'unchanged'],
  [1.002, 'unchanged'],
  [1.0041, 'regression'],
  [1.01, 'regression'],
  [0.9959, 'improvement'],
] as const)('JSON parsing with %f times as many instructions: %s', (factor, state) => {
  const judgement = judgeCounts({ base, head: scaled(factor) });
  expect(judgement).toMatchObject({ state, repeats: 2 });
  expect('effect' in judgement && judgement.effect).toBeCloseTo(factor - 1, 5);
});

test('is undecided when repeats are on both sides of the floor', () => {
  const head = counted([774_000, 774_000], [776_000, 776_000]);
  expect(judgeCounts({ base, head })).toMatchObject({
    state: 'undecided',
    because: expect.stringContaining('both sides of the floor of 0.4 %') as string,
  });
});

test('calls counts not steady when the slopes of either version disagree', () => {
  const head = counted([88_000, 17_600], [88_000, 17_600]);
  expect(judgeCounts({ base: counted([17_600, 17_600], [17_600, 17_600]), head })).toMatchObject({
    state: 'undecided',
    because: expect.stringContaining('not steady: head: its counts') as string,
  });
  const named = {
    state: 'not-steady',
    reason: 'at its limit of 64,000 iterations',
    repeats: [],
  } as const;
  expect(judgeCounts({ base: named, head })).toEqual({
    state: 'undecided',
    because: 'base: at its limit of 64,000 iterations',
    finding: null,
  });
});

test('refuses when one version refuses, even if the other is not steady', () => {
  const refused = { state: 'refused', reason: 'it waits' } as const;
  const unsteady = { state: 'not-steady', reason: 'still compiling', repeats: [] } as const;
  expect(judgeCounts({ base: unsteady, head: refused })).toEqual({
    state: 'refused',
    because: 'head: it waits',
  });
});

test('adds the noise of repeats to a single repeat', () => {
  const once = counted([10_000, 10_000]);
  expect(judgeCounts({ base: once, head: counted([10_044, 10_044]) }).state).toBe('undecided');
  expect(judgeCounts({ base: once, head: counted([10_046, 10_046]) }).state).toBe('regression');
  expect(judgeCounts({ base: once, head: once }).state).toBe('unchanged');
});

test('calls an allocation where there was none a regression without a percentage', () => {
  const none = counted([0, 0], [0, 0]);
  const some = counted([16, 16], [16, 16]);
  expect(judgeCounts({ base: none, head: some })).toMatchObject({
    state: 'regression',
    effect: null,
    head: 16,
  });
  expect(judgeCounts({ base: some, head: none })).toMatchObject({ state: 'improvement' });
  expect(judgeCounts({ base: none, head: none })).toMatchObject({ state: 'unchanged', effect: 0 });
});

test('calls less than half an instruction per iteration unchanged, however few there are', () => {
  const few = counted([12, 12], [12, 12]);
  expect(judgeCounts({ base: few, head: counted([12.4, 12.3], [12.2, 12.4]) }).state).toBe(
    'unchanged',
  );
  expect(judgeCounts({ base: few, head: counted([13, 13], [13, 13]) }).state).toBe('regression');
});

test('throws for an arm without repeats', () => {
  expect(() => judgeCounts({ base, head: counted() })).toThrow('at least one repeat of head');
});

test('calls a change by a factor although neither version is steady yet', () => {
  const cold = counted([60_000, 20_000]);
  const slow = counted([10_900_000, 10_400_000]);
  expect(judgeCounts({ base: cold, head: slow })).toMatchObject({
    state: 'regression',
    isCoarse: true,
    base: 20_000,
    head: 10_400_000,
  });
  expect(judgeCounts({ base: slow, head: cold })).toMatchObject({ state: 'improvement' });
});

test('judges what was counted until the time was over', () => {
  const stopped = (early: number, late: number): CountedArm => ({
    state: 'not-steady',
    reason: 'the budget ended',
    repeats: [{ early, late }],
  });
  expect(judgeCounts({ base: stopped(100, 90), head: stopped(4_000, 4_100) })).toMatchObject({
    state: 'regression',
    isCoarse: true,
  });
  expect(judgeCounts({ base: stopped(100, 90), head: stopped(110, 95) })).toMatchObject({
    state: 'undecided',
    because: 'base: the budget ended',
    finding: { base: 90, head: 95 },
  });
});

const FACTS = { code: 1, links: 2 };
const of = (arm: CountedArm, sources: typeof FACTS): CountedArm =>
  ({ ...arm, sources }) as CountedArm;

test.each([
  [1.0049, 'unchanged'],
  [0.99, 'unchanged'],
  [1.012, 'unchanged'],
  [1.4, 'refused'],
  [0.98, 'refused'],
] as const)(
  'judges the same code in other files by a wider floor, with %f times as many instructions: %s',
  (factor, state) => {
    const head = of(scaled(factor), { ...FACTS, links: 3 });
    const judgement = judgeCounts({ base: of(base, FACTS), head });
    const finding = 'finding' in judgement ? judgement.finding : judgement;
    expect(judgement.state).toBe(state);
    expect(finding).toMatchObject({ isMoved: true, floor: 0.0125 });
  },
);

test.each([
  ['is other code', { code: 4, links: 3 }],
  ['imports and exports the same', FACTS],
])('uses the usual floor for code that %s', (_what, sources) => {
  const judgement = judgeCounts({ base: of(base, FACTS), head: of(scaled(1.0049), sources) });
  expect(judgement).toMatchObject({ state: 'regression', isMoved: false, floor: 0.004 });
});
