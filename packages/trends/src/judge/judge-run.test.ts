import type { Instrument, Verdict } from '@night-pilot/perf-kit/report';
import { describe, expect, test } from 'vitest';
import { identity } from '../testing/reports.ts';
import { suspicionOf } from './decide.ts';
import { judgeRun } from './judge-run.ts';
import type { SeriesToJudge } from './series.ts';

/** Ten earlier runs whose logarithms differ by 0.1 % from one to the next, around 100. */
const steady = Array.from({ length: 10 }, (_, index) => 100 * Math.exp((index - 4.5) / 1000));

function seriesOf(
  mean: number,
  earlier: readonly number[],
  {
    instrument = 'instructions',
    ...rest
  }: Partial<SeriesToJudge> & { instrument?: Instrument } = {},
): SeriesToJudge {
  return {
    identity: identity('insert', instrument),
    fingerprint: 'abc',
    better: 'lower',
    mean,
    earlier: earlier.map((value, index) => ({ run: `run-${index}`, sha: null, mean: value })),
    elsewhere: null,
    ...rest,
  };
}

function judgeOne(series: SeriesToJudge): Verdict {
  const [verdict] = judgeRun({ id: 'head', sha: null }, [series]);
  if (verdict === undefined) throw new Error('There is no verdict.');
  return verdict;
}

describe('without enough history', () => {
  test('the first run has no baseline', () => {
    expect(judgeOne(seriesOf(100, []))).toMatchObject({
      verdict: 'undecided',
      reason: expect.stringContaining('no baseline') as string,
      base: null,
      pairs: 0,
      effect: null,
      interval: null,
    });
  });

  test('seven earlier runs are too few, whatever they say: the bare change is all there is', () => {
    expect(judgeOne(seriesOf(500, steady.slice(0, 7)))).toMatchObject({
      verdict: 'undecided',
      reason: expect.stringContaining('7 of 8 runs so far') as string,
      pairs: 7,
      effect: expect.closeTo(4, 1) as number,
      interval: null,
    });
  });

  test('eight are enough', () => {
    expect(judgeOne(seriesOf(500, steady.slice(0, 8))).verdict).toBe('regression');
  });

  test('other environments are never compared with, only named', () => {
    const elsewhere = { run: 'old', sha: 'f00', differences: ['node was 22.1.0, is 24.1.0'] };
    expect(judgeOne(seriesOf(100, [], { elsewhere }))).toMatchObject({
      verdict: 'incomparable',
      reason: 'measured in other environments only: node was 22.1.0, is 24.1.0',
      base: { runs: ['old'], sha: 'f00' },
    });
  });

  test('own history outranks other environments', () => {
    const elsewhere = { run: 'old', sha: 'f00', differences: ['node was 22.1.0, is 24.1.0'] };
    expect(judgeOne(seriesOf(100, steady.slice(0, 3), { elsewhere })).verdict).toBe('undecided');
  });
});

describe('with enough history', () => {
  test('a value amid the others is unchanged', () => {
    // Deviation of the logs √(665 / 56) · √1.1 / 1000, times t 3.499: 1.26 %.
    const verdict = judgeOne(seriesOf(100, steady, { instrument: 'wall' }));
    expect(verdict).toMatchObject({ verdict: 'unchanged', pairs: 10 });
    expect(verdict.effect).toBeCloseTo(0, 9);
    expect(verdict.interval?.low).toBeCloseTo(Math.expm1(-3.4995 * 0.0036143), 4);
    expect(verdict.interval?.high).toBeCloseTo(Math.expm1(3.4995 * 0.0036143), 4);
    expect(verdict.interval?.level).toBe(0.99);
  });

  test('an interval wider than what matters decides nothing', () => {
    // ±1.26 % is more than the 0.4 % that matter to an instruction count.
    expect(judgeOne(seriesOf(100, steady)).verdict).toBe('undecided');
  });

  test.each([
    [110, 'lower', 'regression'],
    [90, 'lower', 'improvement'],
    [110, 'higher', 'improvement'],
    [90, 'higher', 'regression'],
  ] as const)('a count of %d where %s is better is a %s', (mean, better, expected) => {
    const verdict = judgeOne(seriesOf(mean, steady, { better }));
    expect(verdict.verdict).toBe(expected);
    expect(verdict.effect).toBeCloseTo(mean / 100 - 1, 9);
  });

  test.each(['wall', 'browser'] as const)('%s alone only raises a suspicion', (instrument) => {
    const verdict = judgeOne(seriesOf(150, steady, { instrument }));
    expect(verdict.verdict).toBe('undecided');
    expect(suspicionOf(verdict)).toBe('regression');
    expect(verdict.reason).toMatch(/^suspicion of a regression: \+50\.0 % \(.*alone fails no run/);
  });

  test('a faster one is a suspicion of the other kind', () => {
    const verdict = judgeOne(seriesOf(50, steady, { instrument: 'wall' }));
    expect(verdict.reason).toMatch(/^suspicion of an improvement: −50\.0 %/);
    expect(suspicionOf(verdict)).toBe('improvement');
    expect(suspicionOf({ ...verdict, verdict: 'regression' })).toBeNull();
  });

  test('a change below the smallest that matters is none, however exact the count', () => {
    const exact = Array<number>(8).fill(1_000_000);
    expect(judgeOne(seriesOf(1_003_900, exact)).verdict).toBe('unchanged');
    expect(judgeOne(seriesOf(1_004_100, exact)).verdict).toBe('regression');
  });

  test('one disturbed run among the earlier ones hides nothing and raises nothing', () => {
    const disturbed = [...steady.slice(0, 9), 10_000];
    expect(judgeOne(seriesOf(110, disturbed)).verdict).toBe('regression');
    expect(judgeOne(seriesOf(100, disturbed, { instrument: 'wall' })).verdict).toBe('unchanged');
  });

  test('what chance alone may do among many series is not counted', () => {
    // 2.0 % are 5.5 deviations: beyond 99 % alone, not beyond 1 in 20,000 at 7 degrees of freedom.
    const shifted = seriesOf(102, steady);
    expect(judgeOne(shifted).verdict).toBe('regression');
    const others = Array.from({ length: 99 }, () => seriesOf(100, steady));
    const [verdict] = judgeRun({ id: 'head', sha: null }, [shifted, ...others]);
    expect(verdict?.verdict).toBe('undecided');
    expect(verdict?.reason).toContain('among 100 series');
  });

  test('zeros that stay zeros are unchanged, zeros that do not are beyond comparison', () => {
    const zeros = Array<number>(8).fill(0);
    expect(judgeOne(seriesOf(0, zeros))).toMatchObject({ verdict: 'unchanged', effect: 0 });
    expect(judgeOne(seriesOf(16, zeros))).toMatchObject({ verdict: 'undecided', effect: null });
  });

  test('the smallest effect that matters can be set', () => {
    const options = { smallestEffect: { instructions: 0.05 } };
    const [verdict] = judgeRun({ id: 'head', sha: null }, [seriesOf(103, steady)], options);
    expect(verdict?.verdict).toBe('unchanged');
  });

  test('the arms name their runs, and their commit where it is one', () => {
    const earlier = steady.map((mean, index) => ({ run: `run-${index}`, sha: 'cafe', mean }));
    const [verdict] = judgeRun({ id: 'head', sha: 'beef' }, [seriesOf(100, [], { earlier })]);
    expect(verdict?.base).toEqual({ runs: earlier.map(({ run }) => run), sha: 'cafe' });
    expect(verdict?.head).toEqual({ runs: ['head'], sha: 'beef' });
  });
});
