import { once } from 'node:events';
import { expect, test } from 'vitest';
import { BudgetEnded, stopReason } from '@night-pilot/perf-host/process';
import { endOfBudget, startBudget } from './budget.ts';

test('aborts with its end as the reason when its time is over', async () => {
  using budget = startBudget({ ms: 1, ended: endOfBudget('budget', 20_000) });
  await once(budget.signal, 'abort');
  expect(budget.signal.reason).toBeInstanceOf(BudgetEnded);
  expect(stopReason(budget.signal)).toBe('the budget of 20 s ended');
});

test('is interrupted when what it is part of is', () => {
  const parent = new AbortController();
  using total = startBudget({ ms: undefined, ended: 'never', parent: parent.signal });
  using budget = startBudget({ ms: 60_000, ended: 'later', parent: total.signal });
  parent.abort();
  expect(stopReason(budget.signal)).toBe('interrupted');
});

test('ends with the total budget when that ends first', async () => {
  using total = startBudget({ ms: 1, ended: endOfBudget('total budget', 150_000) });
  using budget = startBudget({ ms: 60_000, ended: 'later', parent: total.signal });
  await once(budget.signal, 'abort');
  expect(stopReason(budget.signal)).toBe('the total budget of 150 s ended');
});
