import type { Instrument, Verdict } from '@night-pilot/perf-report';
import { describe, expect, test } from 'vitest';
import { identity } from '../testing/reports.ts';
import { judgeRun } from './judge-run.ts';
import type { SeriesToJudge } from './series.ts';

/** Ten earlier runs around 100 whose logarithms increase by 0.1 %. */
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
    ...{ kind: 'count', unit: '1', better: 'lower', resolution: 0.5, isSteady: true },
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
  test('reports no baseline on the first run', () => {
    expect(judgeOne(seriesOf(100, []))).toMatchObject({
      verdict: 'undecided',
      reason: expect.stringContaining('no baseline') as string,
      base: null,
      pairs: 0,
      effect: null,
      interval: null,
    });
  });

  test('leaves elapsed time undecided with seven earlier runs, and gives the change without an interval', () => {
    const series = seriesOf(500, steady.slice(0, 7), { instrument: 'wall', kind: 'time' });
    expect(judgeOne(series)).toMatchObject({
      verdict: 'undecided',
      reason: expect.stringContaining('7 of 8 runs so far') as string,
      pairs: 7,
      effect: expect.closeTo(4, 1) as number,
      interval: null,
    });
  });

  test('decides with eight earlier runs', () => {
    expect(judgeOne(seriesOf(500, steady.slice(0, 8))).verdict).toBe('regression');
  });

  test('names other environments without comparing with them', () => {
    const elsewhere = { run: 'old', sha: 'f00', differences: ['node was 22.1.0, is 24.1.0'] };
    expect(judgeOne(seriesOf(100, [], { elsewhere }))).toMatchObject({
      verdict: 'incomparable',
      reason: 'measured in other environments only: node was 22.1.0, is 24.1.0',
      base: { runs: ['old'], sha: 'f00' },
    });
  });

  test('compares with its own history rather than other environments', () => {
    const elsewhere = { run: 'old', sha: 'f00', differences: ['node was 22.1.0, is 24.1.0'] };
    expect(judgeOne(seriesOf(100, steady.slice(0, 3), { elsewhere })).verdict).toBe('unchanged');
  });
});

describe('with enough history', () => {
  test('calls a value between the earlier ones unchanged', () => {
    // Deviation of the logs √(665 / 56) · √1.1 / 1000, times t 3.499: 1.26 %.
    const verdict = judgeOne(seriesOf(100, steady, { instrument: 'wall' }));
    expect(verdict).toMatchObject({ verdict: 'unchanged', pairs: 10 });
    expect(verdict.effect).toBeCloseTo(0, 9);
    expect(verdict.interval?.low).toBeCloseTo(Math.expm1(-3.4995 * 0.0036143), 4);
    expect(verdict.interval?.high).toBeCloseTo(Math.expm1(3.4995 * 0.0036143), 4);
    expect(verdict.interval?.level).toBe(0.99);
  });

  test('leaves a series undecided when the interval is wider than the smallest effect', () => {
    // ±1.26 % is more than the 0.4 % that matter to an instruction count.
    expect(judgeOne(seriesOf(100, steady)).verdict).toBe('undecided');
  });

  test.each([
    [110, 'neither', 'undecided'],
    [110, 'lower', 'regression'],
    [90, 'lower', 'improvement'],
    [110, 'higher', 'improvement'],
    [90, 'higher', 'regression'],
  ] as const)('judges a count of %d where %s is better as a %s', (mean, better, expected) => {
    const verdict = judgeOne(seriesOf(mean, steady, { better }));
    expect(verdict.verdict).toBe(expected);
    expect(verdict.effect).toBeCloseTo(mean / 100 - 1, 9);
  });

  test.each(['wall', 'browser'] as const)('raises only a suspicion for %s', (instrument) => {
    const verdict = judgeOne(seriesOf(150, steady, { instrument }));
    expect(verdict.verdict).toBe('undecided');
    expect(verdict.suspicion).toBe('regression');
    expect(verdict.reason).toMatch(/^suspicion of a regression: \+50\.0 % \(.*alone fails no run/);
  });

  test('raises a suspicion of an improvement for a faster run', () => {
    const verdict = judgeOne(seriesOf(50, steady, { instrument: 'wall' }));
    expect(verdict.reason).toMatch(/^suspicion of an improvement: −50\.0 %/);
    expect(verdict.suspicion).toBe('improvement');
  });

  test('calls a change below the smallest effect unchanged, even for an exact count', () => {
    const exact = Array<number>(8).fill(1_000_000);
    expect(judgeOne(seriesOf(1_003_900, exact)).verdict).toBe('unchanged');
    expect(judgeOne(seriesOf(1_004_100, exact)).verdict).toBe('regression');
  });

  test('ignores one disturbed run among the earlier ones', () => {
    const disturbed = [...steady.slice(0, 9), 10_000];
    expect(judgeOne(seriesOf(110, disturbed)).verdict).toBe('regression');
    expect(judgeOne(seriesOf(100, disturbed, { instrument: 'wall' })).verdict).toBe('unchanged');
  });

  test('raises no alarm for a change that chance explains among many series', () => {
    // 2.0 % are 5.5 deviations: beyond 99 % alone, not beyond 1 in 20,000 at 7 degrees of freedom.
    const shifted = seriesOf(102, steady);
    expect(judgeOne(shifted).verdict).toBe('regression');
    const others = Array.from({ length: 99 }, () => seriesOf(100, steady));
    const [verdict] = judgeRun({ id: 'head', sha: null }, [shifted, ...others]);
    expect(verdict?.verdict).toBe('undecided');
    expect(verdict?.reason).toContain('among 100 series');
  });

  test('accepts another smallest effect', () => {
    const options = { smallestEffect: { instructions: 0.05 } };
    const [verdict] = judgeRun({ id: 'head', sha: null }, [seriesOf(103, steady)], options);
    expect(verdict?.verdict).toBe('unchanged');
  });

  test('names the runs of both arms, and the commit when all share one', () => {
    const earlier = steady.map((mean, index) => ({ run: `run-${index}`, sha: 'cafe', mean }));
    const [verdict] = judgeRun({ id: 'head', sha: 'beef' }, [seriesOf(100, [], { earlier })]);
    expect(verdict?.base).toEqual({ runs: earlier.map(({ run }) => run), sha: 'cafe' });
    expect(verdict?.head).toEqual({ runs: ['head'], sha: 'beef' });
  });
});

describe('counts', () => {
  test('needs one earlier run, as perf-kit compare does', () => {
    expect(judgeOne(seriesOf(2000, [1000]))).toMatchObject({
      ...{ verdict: 'regression', pairs: 1, effect: 1, interval: null },
      reason: 'from 1k to 2k against 1 earlier run: wholly beyond 0.4 %',
    });
    expect(judgeOne(seriesOf(1001, [1000])).verdict).toBe('unchanged');
  });

  test('leaves a value undecided between two earlier runs that differ', () => {
    expect(judgeOne(seriesOf(1100, [1000, 1100]))).toMatchObject({
      verdict: 'undecided',
      reason: expect.stringContaining('of some of them and not of others') as string,
    });
  });

  test('leaves out one outlier among few values', () => {
    expect(judgeOne(seriesOf(1000, [1000, 0, 1000])).verdict).toBe('unchanged');
    expect(judgeOne(seriesOf(2000, [1000, 1e15, 1000])).verdict).toBe('regression');
  });

  test.each([[1], [9]])(
    'calls differences below the resolution unchanged after %d earlier runs',
    (length) => {
      const earlier = Array<number>(length).fill(0.0000116);
      expect(judgeOne(seriesOf(0.0000232, earlier, { unit: 'bytes' }))).toMatchObject({
        ...{ verdict: 'unchanged', effect: 0 },
        reason: expect.stringContaining('below the resolution of this count, 0.5 bytes') as string,
      });
      expect(judgeOne(seriesOf(16, earlier, { unit: 'bytes' }))).toMatchObject({
        ...{ verdict: 'regression', effect: null, interval: null },
        reason: expect.stringContaining('from 0 B to 16 B') as string,
      });
      expect(judgeOne(seriesOf(0.0000232, earlier, { resolution: 0 })).verdict).toBe('regression');
    },
  );

  test('allows a factor for a count that was not steady', () => {
    const of = (mean: number) => judgeOne(seriesOf(mean, [1000, 1000], { isSteady: false }));
    expect(of(1010).verdict).toBe('undecided');
    expect(of(3000).verdict).toBe('regression');
  });

  test('calls a count from zero a regression and a count to zero an improvement', () => {
    const zeros = Array<number>(8).fill(0);
    expect(judgeOne(seriesOf(0, zeros))).toMatchObject({ verdict: 'unchanged', effect: 0 });
    expect(judgeOne(seriesOf(16, zeros))).toMatchObject({ verdict: 'regression', effect: null });
    expect(judgeOne(seriesOf(0, Array<number>(8).fill(16)))).toMatchObject({
      ...{ verdict: 'improvement', effect: -1 },
    });
  });

  test('calls a bundle that doubles a regression', () => {
    const bundle = { instrument: 'counted', kind: 'size', unit: 'bytes', resolution: 0 } as const;
    expect(judgeOne(seriesOf(96_426, [48_213, 48_213], bundle)).verdict).toBe('regression');
  });
});

describe('values at or below zero', () => {
  const wall = { instrument: 'wall', resolution: 0 } as const;
  const errors = { ...wall, kind: 'count', unit: '1', better: 'lower' } as const;
  const requests = { ...wall, kind: 'throughput', unit: 'requests/s', better: 'higher' } as const;
  const time = { ...wall, kind: 'time', unit: 'ms', better: 'lower' } as const;

  test.each([[1], [3], [10]])('decides changes from and to zero after %d runs', (length) => {
    const of = (value: number) => Array<number>(length).fill(value);
    expect(judgeOne(seriesOf(10, of(0), errors))).toMatchObject({
      ...{ verdict: 'regression', effect: null },
      reason: expect.stringContaining('from 0 to 10 against') as string,
    });
    expect(judgeOne(seriesOf(0, of(1000), requests))).toMatchObject({
      ...{ verdict: 'regression', effect: -1 },
    });
    expect(judgeOne(seriesOf(0, of(0), errors)).verdict).toBe('unchanged');
    expect(judgeOne(seriesOf(0, of(10), errors)).verdict).toBe('improvement');
  });

  test('leaves errors that come and go undecided', () => {
    const earlier = [0, 3, 0, 1, 0, 2, 0, 4, 0, 1];
    expect(judgeOne(seriesOf(4, earlier, errors)).verdict).toBe('undecided');
  });

  test('raises only a suspicion for a time of zero', () => {
    const verdict = judgeOne(seriesOf(0, steady, time));
    expect(verdict).toMatchObject({ verdict: 'undecided', effect: -1 });
    expect(verdict.suspicion).toBe('improvement');
  });

  test('calls times of zero unchanged, and leaves a change from 0 to 1 ms undecided', () => {
    const zeros = Array<number>(10).fill(0);
    expect(judgeOne(seriesOf(0, zeros, time)).verdict).toBe('unchanged');
    const verdict = judgeOne(seriesOf(1, zeros, time));
    expect(verdict).toMatchObject({ verdict: 'undecided', effect: null, interval: null });
    expect(verdict.reason).toContain('from 0 ns to 1 ms against 10 earlier runs');
  });

  test.each([0, -1])('still finds changes with one %d among 29 earlier runs', (odd) => {
    const earlier = Array.from({ length: 29 }, (_, index) =>
      index === 14 ? odd : 100 * Math.exp(((index % 7) - 3) / 1000),
    );
    expect(judgeOne(seriesOf(120, earlier, time)).suspicion).toBe('regression');
    expect(judgeOne(seriesOf(100, earlier, time)).verdict).toBe('unchanged');
    expect(judgeOne(seriesOf(120, earlier)).verdict).toBe('regression');
  });

  test('judges negative values on their own scale', () => {
    const earlier = [-2, -1, -1, 0, 0, 1, 1, 2];
    expect(judgeOne(seriesOf(1, earlier, { ...wall, kind: 'memory' })).verdict).toBe('undecided');
    const negative = Array<number>(8).fill(-100);
    expect(judgeOne(seriesOf(-50, negative, { ...time }))).toMatchObject({ effect: 0.5 });
  });
});
