import { expect, onTestFinished, test } from 'vitest';
import { openConnection } from '../connection/open.ts';
import { tempDatabase } from '../testing/temp-folder.ts';
import { ListCost } from './list-cost.ts';

async function start() {
  const connection = openConnection(await tempDatabase(), { busyTimeoutMs: 0, wal: true });
  onTestFinished(() => void connection.close());
  return { connection, cost: new ListCost(connection) };
}

const page = { kind: 'prompts', query: { limit: 100 } } as const;

test('follows longer and shorter lists, and hardly reacts to one delayed list', async () => {
  const { cost } = await start();
  for (let list = 0; list < 50; list++) cost.learn(page, 100, 0.1);
  expect(cost.expectedMs(page)).toBeCloseTo(0.1, 3);
  cost.learn(page, 100, 1_000);
  expect(cost.expectedMs(page)).toBeLessThan(0.2);
  for (let list = 0; list < 50; list++) cost.learn(page, 100, 5);
  expect(cost.expectedMs(page)).toBeCloseTo(5, 2);
  for (let list = 0; list < 50; list++) cost.learn(page, 100, 0.1);
  expect(cost.expectedMs(page)).toBeCloseTo(0.1, 3);
});

test('expects no more rows than the table can have', async () => {
  const { connection, cost } = await start();
  expect(cost.expectedMs({ kind: 'prompts', query: {} })).toBe(0);
  connection.exec(
    "INSERT INTO prompts (id, title, content, created_at, updated_at) VALUES (41, 't', 'c', '', ''), (50, 't', 'c', '', '')",
  );
  const rowMs = cost.expectedMs({ kind: 'prompts', query: { limit: 1 } });
  expect(cost.expectedMs({ kind: 'prompts', query: {} })).toBeCloseTo(10 * rowMs, 12);
  expect(cost.expectedMs({ kind: 'prompts', query: { limit: 3, search: 'x' } })).toBeCloseTo(
    10 * rowMs,
    12,
  );
});
