import { expect, test } from 'vitest';
import { verdictSchema } from '@night-pilot/perf-report';
import { judgeCounts } from './judge-counts.ts';
import { judgeWall } from './judge-wall.ts';
import type { Stop } from './stop.ts';
import { countVerdict, wallMethod, wallVerdict } from './verdict.ts';
import { wallRules } from './wall-rules.ts';

const judged = {
  series: {
    project: 'db',
    suite: 'writes',
    name: 'insert',
    params: {},
    instrument: 'wall' as const,
    fingerprint: 'f',
  },
  base: { runs: ['base'], sha: null },
  head: { runs: ['head'], sha: null },
};

const rules = wallRules();
const TIME_IS_UP: Stop = { cause: 'budget', text: 'the budget of 60 s ended' };

/** Pairs around a change, alternating half a percent to either side. */
function pairs(count: number, change: number): number[] {
  return Array.from(
    { length: count },
    (_, index) => Math.log1p(change) + (index % 2 === 0 ? 0.005 : -0.005),
  );
}

function verdictOf(logRatios: number[], ended: Stop | null = null) {
  const [judgement] = judgeWall([{ logRatios, ended }], rules);
  if (judgement === undefined) throw new Error('expected a judgement');
  return verdictSchema.parse(wallVerdict(judgement, judged, { rules, benchmarks: 1 }));
}

test('states the size, the pairs and the limit of a regression', () => {
  const verdict = verdictOf(pairs(10, 0.05));
  expect(verdict).toMatchObject({ verdict: 'regression', pairs: 10, interval: { level: 0.99 } });
  expect(verdict.effect).toBeCloseTo(0.05, 12);
  expect(verdict.reason).toMatch(
    /^\+5\.0 % \(\+\d\.\d+ % to \+\d\.\d+ %\) over 10 pairs: the whole interval is slower by more than 1\.25 %$/,
  );
});

test('names an improvement and an unchanged benchmark', () => {
  expect(verdictOf(pairs(10, -0.05)).verdict).toBe('improvement');
  const unchanged = verdictOf(pairs(28, 0));
  expect(unchanged.verdict).toBe('unchanged');
  expect(unchanged.reason).toContain('within ± 1.25 %');
});

test('says that the budget ended, with or without a look', () => {
  const early = verdictOf(pairs(3, 0.05), TIME_IS_UP);
  expect(early).toMatchObject({ verdict: 'undecided', pairs: 0, effect: null, interval: null });
  expect(early.reason).toBe(
    'too few pairs for an interval: the budget of 60 s ended before it was decided',
  );
  const later = verdictOf(pairs(11, 0.015), TIME_IS_UP);
  expect(later).toMatchObject({ verdict: 'undecided', pairs: 10 });
  expect(later.reason).toContain('over 10 pairs: the budget of 60 s ended');
});

test('is undecided when pairs were needed and never measured', () => {
  expect(verdictOf([])).toMatchObject({ verdict: 'undecided', pairs: 0 });
  expect(verdictOf(pairs(11, 0.015)).reason).toContain('14 pairs were needed');
});

test('names the method with its looks and its alarm rate', () => {
  expect(wallMethod(rules, 50)).toBe(
    'mean log ratio of paired forks; repeated 99 % t intervals at 4, 10, 14, 22, 32, 48 pairs; Holm over 50 benchmarks at 1 %; smallest effect 1.25 %',
  );
});

test('states the range of counts in the reason, and no confidence interval', () => {
  const arm = (count: number) => ({
    state: 'counted' as const,
    repeats: [
      { early: count, late: count },
      { early: count + 1, late: count + 1 },
    ],
  });
  const judgement = judgeCounts({ base: arm(10_000), head: arm(10_100) });
  if (judgement.state === 'refused') throw new Error('expected a judgement');
  const verdict = verdictSchema.parse(countVerdict(judgement, judged));
  expect(verdict).toMatchObject({ verdict: 'regression', pairs: 2, interval: null });
  expect(verdict.reason).toBe(
    'from 10000.5 to 10100.5 per iteration, +1.00 % (+0.99 % to +1.01 %): all repeats are more by over 0.4 %',
  );
});

test('names counts of whole runs', () => {
  const arm = (count: number) => ({
    state: 'counted' as const,
    repeats: [
      { early: count, late: count },
      { early: count, late: count },
    ],
  });
  const judgement = judgeCounts({ base: arm(61_901_379), head: arm(65_001_379) });
  if (judgement.state === 'refused') throw new Error('expected a judgement');
  expect(countVerdict(judgement, judged, { per: 'run' })).toMatchObject({
    reason:
      'from 61.9M to 65.0M per run, +5.01 % (+5.01 % to +5.01 %): all repeats are more by over 0.4 %',
    method: 'count of whole runs; all repeats beyond the floor of 0.4 %',
  });
});

test('names the same code in other files, with its floor', () => {
  const arm = (count: number, links: number) => ({
    state: 'counted' as const,
    repeats: [{ early: count, late: count }],
    sources: { code: 1, links },
  });
  const judgement = judgeCounts({ base: arm(10_000, 1), head: arm(10_050, 2) });
  if (judgement.state === 'refused') throw new Error('expected a judgement');
  expect(countVerdict(judgement, judged)).toMatchObject({
    verdict: 'unchanged',
    reason:
      'from 10000.0 to 10050.0 per iteration, +0.50 % (+0.45 % to +0.55 %): the same code in other files, all repeats are within ± 1.25 %',
    method:
      'count per iteration from two slopes; all repeats beyond the floor of 1.25 % for the same code in other files',
  });
});
