import { rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { SimpleDatabase } from '@night-pilot/db';
import { expect, onTestFinished, test } from 'vitest';
import { rawCall, rawConnection, type RawConnection } from '../testing/raw-connection.ts';
import { type RunningApp, startApp } from '../testing/start-app.ts';
import { ownDatabase, readStored } from './database-of.ts';
import { randomOf } from './random.ts';

const SEED = 16_002;
const CONNECTIONS = 12;

const health = (app: RunningApp) =>
  `GET /health HTTP/1.1\r\nHost: ${new URL(app.url).host}\r\n\r\n`;

/** Clients in every state in which a stopping server may find one. */
const STATES = {
  idle: async (app: RunningApp, connection: RawConnection) => {
    connection.socket.write(health(app));
    await connection.waitFor('"status"');
  },
  silent: async () => undefined,
  'half a header': async (app: RunningApp, { socket }: RawConnection) => {
    socket.write(health(app).slice(0, 20));
  },
  'half a body': async (app: RunningApp, { socket }: RawConnection) => {
    socket.write(rawCall(app, 'create_prompt', { title: 'half', content: 'C' }).slice(0, -3));
  },
  'reads nothing of a long list': async (app: RunningApp, connection: RawConnection) => {
    connection.socket.write(rawCall(app, 'list_prompts', {}));
    await connection.waitFor('"ok":true');
    connection.socket.pause();
  },
  writes: async (app: RunningApp, { socket }: RawConnection, title: string) => {
    socket.write(rawCall(app, 'create_prompt', { title, content: 'C' }));
  },
  'writes twice at once': async (app: RunningApp, { socket }: RawConnection, title: string) => {
    const call = (part: number) =>
      rawCall(app, 'create_prompt', { title: `${title}.${part}`, content: 'C' });
    socket.write(call(1) + call(2));
  },
};

test(
  `stops whatever its clients are doing: answers mean stored, and half requests do nothing (seed ${SEED})`,
  async () => {
    const random = randomOf(SEED);
    for (let round = 0; round < rounds({ short: 4, long: 60 }); round++) {
      const databasePath = ownDatabase();
      const store = await SimpleDatabase.open(databasePath);
      for (let at = 0; at < 8; at++) {
        await store.createPrompt({ title: `long ${at}`, content: 'x'.repeat(1_000_000) });
      }
      await store.close();
      const app = await startApp({ databasePath });
      onTestFinished(async () => void (await app.stop()));
      const clients = await Promise.all(
        Array.from({ length: CONNECTIONS }, async (_, at) => {
          const state = random.pick(Object.keys(STATES) as (keyof typeof STATES)[]);
          const title = `${round} ${at}`;
          const connection = await rawConnection(app);
          await STATES[state](app, connection, title);
          return { state, title, connection };
        }),
      );
      // From "nothing has arrived" to "all is answered".
      await new Promise((resolve) => setTimeout(resolve, random.below(30)));
      process.kill(app.pid, 'SIGTERM');
      // The client that reads nothing keeps its end open: the server must not wait for it.
      expect(await app.ended, JSON.stringify(clients.map(({ state }) => state))).toBe(0);

      const stored = readStored(databasePath);
      expect(stored).toMatchObject({ repeated: [], isWhole: true });
      expect(stored.titles).not.toContain('half');
      for (const { state, title, connection } of clients) {
        connection.socket.destroy();
        const answers = connection.received().match(/HTTP\/1\.1 \d+/g) ?? [];
        expect(answers.length, state).toBeLessThanOrEqual(2);
        if (state === 'writes' && answers[0] === 'HTTP/1.1 200') {
          expect(stored.titles, state).toContain(title);
        }
        if (state === 'writes twice at once') {
          for (const [part, answer] of answers.entries()) {
            if (answer === 'HTTP/1.1 200') expect(stored.titles).toContain(`${title}.${part + 1}`);
          }
        }
      }
      expect(app.output()).not.toContain('    at ');
    }
  },
  TIME_LIMIT_MS,
);
