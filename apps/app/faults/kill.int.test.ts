import { rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../testing/start-app.ts';
import { databaseKinds } from '../src/store/database-kind.ts';
import { ownDatabase, readStored } from './database-of.ts';
import { randomOf } from './random.ts';

const SEED = 16_001;
const CLIENTS = 8;

test.each(databaseKinds)(
  `loses and repeats no acknowledged prompt on the %s database when the server is killed at any moment (seed ${SEED})`,
  async (database) => {
    const random = randomOf(SEED);
    const databasePath = ownDatabase();
    const acknowledged = new Set<string>();
    for (let round = 0; round < rounds({ short: 3, long: 60 }); round++) {
      const app = await startApp({ database, databasePath });
      onTestFinished(async () => void (await app.stop()));
      let isKilled = false;
      const writing = Array.from({ length: CLIENTS }, async (_, client) => {
        for (let at = 0; !isKilled; at++) {
          const title = `${round} ${client} ${at}`;
          const outcome = await app.invokeCommand('create_prompt', { title, content: 'C' }).then(
            () => 'stored',
            () => 'unknown',
          );
          if (outcome === 'unknown') return;
          acknowledged.add(title);
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 5 + random.below(200)));
      isKilled = true;
      process.kill(app.pid, 'SIGKILL');
      await Promise.all([app.ended, ...writing]);
      const stored = readStored(databasePath);
      expect([...acknowledged].filter((title) => !stored.titles.has(title))).toEqual([]);
      expect(stored).toMatchObject({ repeated: [], isWhole: true });
    }
    expect(acknowledged.size).toBeGreaterThan(0);
  },
  TIME_LIMIT_MS,
);
