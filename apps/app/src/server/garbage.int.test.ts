import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rawCall, rawConnection } from '../../testing/raw-connection.ts';
import { type RunningApp, startApp } from '../../testing/start-app.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

/** Sends all at once. Returns the status of each answer, in order. */
async function statusesOf(bytes: string): Promise<number[]> {
  const connection = await rawConnection(app);
  connection.socket.write(bytes);
  await connection.closed;
  return [...connection.received().matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) =>
    Number(status),
  );
}

const create = (title: string) => rawCall(app, 'create_prompt', { title, content: 'C' });
const health = () => `GET /health HTTP/1.1\r\nHost: ${new URL(app.url).host}\r\n\r\n`;

function storedTitles(): unknown[] {
  const database = new DatabaseSync(app.databasePath, { readOnly: true });
  const rows = database.prepare('SELECT title FROM prompts ORDER BY id').all();
  database.close();
  return rows.map(({ title }) => title);
}

test.each([
  ['garbage', 'GARBAGE\r\n\r\n', 400],
  ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n', 405],
  ['zeros', '\0'.repeat(1_000), 400],
  ['a header that is too long', `GET / HTTP/1.1\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`, 431],
  [
    'a request with a broken body of a foreign host',
    'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    403,
  ],
])('answers the complete requests before it refuses %s', async (name, rest, status) => {
  const before = storedTitles();
  const bytes = create(`${name} 1`) + health() + create(`${name} 2`) + rest;
  expect(await statusesOf(bytes)).toEqual([200, 200, 200, status]);
  expect(storedTitles()).toEqual([...before, `${name} 1`, `${name} 2`]);
});

test('answers a request that closes the connection, whatever follows it', async () => {
  const closing = health().replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
  expect(await statusesOf(`${closing}GARBAGE\r\n\r\n`)).toEqual([200]);
});

test('refuses garbage once, however much of it comes', async () => {
  const connection = await rawConnection(app);
  connection.socket.write(health());
  for (let piece = 0; piece < 50; piece += 1) {
    connection.socket.write('GARBAGE\r\n\r\n'.repeat(1_000));
  }
  await connection.closed;
  expect(connection.received().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
});

test('closes a connection that goes on sending after its refusal', async () => {
  const connection = await rawConnection(app);
  const flood = setInterval(() => connection.socket.write('GARBAGE\r\n\r\n'), 20);
  connection.socket.pause();
  await new Promise((resolve) => connection.socket.once('close', resolve));
  clearInterval(flood);
  expect(await app.invokeCommand('health_check', {})).toMatchObject({ status: 'ok' });
});
