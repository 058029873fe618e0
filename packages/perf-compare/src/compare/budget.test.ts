import { once } from 'node:events';
import { expect, test } from 'vitest';
import { endOfBudget, endOfShare, startBudget, stopOf } from './budget.ts';

test('aborts with its end as the reason when its time is over', async () => {
  using budget = startBudget({ ms: 1, stop: endOfBudget('budget', 20_000) });
  await once(budget.signal, 'abort');
  expect(stopOf(budget.signal)).toEqual({ cause: 'budget', text: 'the budget of 20 s ended' });
});

test('is interrupted when its parent is', () => {
  const parent = new AbortController();
  using total = startBudget({
    ms: undefined,
    stop: endOfBudget('total budget', 0),
    parent: parent.signal,
  });
  using budget = startBudget({
    ms: 60_000,
    stop: endOfBudget('budget', 60_000),
    parent: total.signal,
  });
  parent.abort();
  expect(stopOf(budget.signal)).toEqual({ cause: 'interruption', text: 'interrupted' });
});

test('ends with the total budget when that ends first', async () => {
  using total = startBudget({ ms: 1, stop: endOfShare(150_000) });
  using budget = startBudget({
    ms: 60_000,
    stop: endOfBudget('budget', 60_000),
    parent: total.signal,
  });
  await once(budget.signal, 'abort');
  expect(stopOf(budget.signal)).toEqual({
    cause: 'total budget',
    text: 'its share of the total budget of 150 s ended',
  });
});
