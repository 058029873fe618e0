import { expect, test } from 'vitest';
import { TotalBudgetShares } from './total-budget-shares.ts';

const COUNTED = { isTimedToo: false };

test('gives each benchmark an equal share, and unused time to those after it', () => {
  const shares = new TotalBudgetShares({ leftMs: 90_000, benchmarks: 3 });
  expect(shares.next(COUNTED)).toBe(30_000);
  shares.use(10_000, { isTimed: false });
  expect(shares.next(COUNTED)).toBe(40_000);
  shares.use(40_000, { isTimed: false });
  expect(shares.next(COUNTED)).toBe(40_000);
});

test('keeps the unused share of a benchmark that wall time judges later', () => {
  const shares = new TotalBudgetShares({ leftMs: 90_000, benchmarks: 3 });
  shares.use(2_000, { isTimed: true });
  // 28 s are kept: 60 s are left for two.
  expect(shares.next(COUNTED)).toBe(30_000);
});

test('leaves half of a share to wall time when that is to judge as well', () => {
  const shares = new TotalBudgetShares({ leftMs: 90_000, benchmarks: 3 });
  expect(shares.next({ isTimedToo: true })).toBe(15_000);
});

test('gives the first benchmarks enough for a decision when there are too many for all', () => {
  const shares = new TotalBudgetShares({ leftMs: 25_000, benchmarks: 100 });
  const given: number[] = [];
  for (let index = 0; index < 4; index += 1) {
    const share = shares.next(COUNTED);
    given.push(share);
    shares.use(share, { isTimed: false });
  }
  expect(given).toEqual([10_000, 10_000, 5_000, 0]);
});
