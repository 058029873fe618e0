import { expect, test } from 'vitest';
import { metric, report } from '../testing/reports.ts';
import { postgresOfThisFile } from '../testing/stores.ts';
import { ingest } from './ingest.ts';
import { openStore } from './open-store.ts';

const SERIES = 100;

function reportOf(number: number) {
  return report(
    number,
    Array.from({ length: SERIES }, (_, at) => metric(at + 1, { name: `series ${at}` })),
  );
}

test('stores every report once while its server restarts again and again', async () => {
  const server = await postgresOfThisFile();
  const store = await openStore(await server.createDatabase());
  let areRestartsDone = false;
  const machine = async (first: number): Promise<number> => {
    let ingested = 0;
    while (!areRestartsDone) {
      await ingest(store, reportOf(first + ingested));
      ingested += 1;
    }
    return ingested;
  };
  const machines = Promise.all([machine(1), machine(5_001)]);
  for (let restarts = 0; restarts < 3; restarts += 1) {
    await server.stop();
    await server.start();
  }
  areRestartsDone = true;
  const [one, other] = await machines;
  const points = await store.db
    .selectFrom('points')
    .select(({ fn }) => ['run_id', fn.countAll().as('count')])
    .groupBy('run_id')
    .execute();
  await store.close();
  expect(points).toHaveLength(one + other);
  expect(points.every(({ count }) => Number(count) === SERIES)).toBe(true);
});
