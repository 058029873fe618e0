import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { rawCall, rawConnection } from '../../testing/raw-connection.ts';
import { type RunningApp, startApp } from '../../testing/start-app.ts';

const getHealth = (app: RunningApp) =>
  `GET /health HTTP/1.1\r\nHost: ${new URL(app.url).host}\r\n\r\n`;

/** Starts an app in which the writes wait until `release` is called. */
async function startLocked() {
  vi.stubEnv('NIGHT_PILOT_DB_BUSY_TIMEOUT_MS', '60000');
  const app = await startApp();
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await app.stop();
  });
  const lock = new DatabaseSync(app.databasePath);
  onTestFinished(() => lock.close());
  lock.exec('BEGIN IMMEDIATE');
  return { app, release: () => lock.exec('ROLLBACK') };
}

test('answers the request in flight with Connection: close when it is asked to stop, and nothing after it', async () => {
  const { app, release } = await startLocked();
  const idle = await rawConnection(app);
  idle.socket.write(getHealth(app));
  await idle.waitFor('"status":"ok"');
  expect(idle.received()).toContain('Connection: keep-alive');

  const busy = await rawConnection(app);
  busy.socket.write(rawCall(app, 'create_prompt', { title: 'In flight', content: 'C' }));
  // Two reads later the write waits for the lock.
  await app.invokeCommand('health_check', {});
  await app.invokeCommand('health_check', {});
  process.kill(app.pid, 'SIGTERM');
  await idle.closed;

  busy.socket.write(rawCall(app, 'create_prompt', { title: 'Too late', content: 'C' }));
  // Longer than a client may read nothing: this one cannot read, because its answer is not there yet.
  await setTimeout(800);
  release();
  await busy.closed;
  expect(busy.received()).toContain('HTTP/1.1 200 OK');
  expect(busy.received()).toContain('Connection: close');
  expect(busy.received()).not.toContain('keep-alive');
  expect(busy.received().match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(await app.ended).toBe(0);
  const stored = new DatabaseSync(app.databasePath);
  const titles = stored.prepare('SELECT title FROM prompts').all();
  stored.close();
  expect(titles).toMatchObject([{ title: 'In flight' }]);
});

test.each([
  ['half a header', (app: RunningApp) => getHealth(app).slice(0, 30)],
  ['half a body', (app: RunningApp) => rawCall(app, 'health_check', {}).slice(0, -5)],
  ['nothing', () => ''],
])('closes a connection that sent %s before the request in flight is answered', async (_, half) => {
  const { app, release } = await startLocked();
  const unfinished = await rawConnection(app);
  unfinished.socket.write(half(app));
  const busy = await rawConnection(app);
  busy.socket.write(rawCall(app, 'create_prompt', { title: 'In flight', content: 'C' }));
  await app.invokeCommand('health_check', {});
  await app.invokeCommand('health_check', {});
  process.kill(app.pid, 'SIGTERM');
  await unfinished.closed;
  expect(busy.socket.destroyed).toBe(false);
  release();
  await busy.closed;
  expect(busy.received()).toContain('HTTP/1.1 200 OK');
  expect(await app.ended).toBe(0);
});

test('does not accept a connection while the request in flight runs', async () => {
  const { app, release } = await startLocked();
  const idle = await rawConnection(app);
  const busy = await rawConnection(app);
  busy.socket.write(rawCall(app, 'create_prompt', { title: 'In flight', content: 'C' }));
  await app.invokeCommand('health_check', {});
  await app.invokeCommand('health_check', {});
  process.kill(app.pid, 'SIGTERM');
  await idle.closed;
  await expect(fetch(`${app.url}/health`)).rejects.toThrow();
  release();
  await busy.closed;
  expect(busy.received()).toContain('HTTP/1.1 200 OK');
  expect(await app.ended).toBe(0);
});
