import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { rawCall, rawConnection } from '../../testing/raw-connection.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import { runCnp } from '../../testing/run-cnp.ts';
import { type RunningApp, startApp } from '../../testing/start-app.ts';
import { version } from '../version.ts';

async function withApp(check: (app: RunningApp) => Promise<void>) {
  const app = await startApp();
  try {
    await check(app);
  } finally {
    await app.stop();
  }
}

test('answers /health with status, version, database and uptime, without a secret', () =>
  withApp(async (app) => {
    const response = await fetch(`${app.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ok',
      version,
      database: 'high',
      uptime_ms: expect.any(Number) as number,
    });
  }));

test('serves a page that contains the secret, is never cached and runs scripts of its own server only', () =>
  withApp(async (app) => {
    const { body, headers } = await rawRequest(app, { path: '/', method: 'GET', body: '' });
    expect(body).toContain(`content="${app.secret}"`);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toMatch(/<script(?![^>]*\ssrc="\/assets\/)/);
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(body)?.[1];
    const served = await fetch(app.url + script);
    expect(served.status).toBe(200);
    expect(served.headers.get('content-type')).toMatch(/javascript/);
    expect(served.headers.get('cache-control')).toContain('immutable');
  }));

test('serves no file outside of the built assets', () =>
  withApp(async (app) => {
    for (const path of [
      '/assets/../index.html',
      '/assets/%2e%2e/index.html',
      '/assets/..%2f..%2fpackage.json',
      '/assets/....//package.json',
      '/package.json',
      '/index.html',
      '/assets/',
    ]) {
      const { status } = await rawRequest(app, { path, method: 'GET', body: '' });
      expect([path, status]).toEqual([path, 404]);
    }
  }));

test('does not let a browser cache a missing asset', () =>
  withApp(async (app) => {
    const response = await fetch(`${app.url}/assets/missing.js`);
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBeNull();
  }));

test('does not print the secret', () =>
  withApp(async (app) => {
    await rawRequest(app, { headers: { 'x-night-pilot-secret': 'wrong' } });
    expect(app.output()).toContain(app.url);
    expect(app.output()).not.toContain(app.secret);
  }));

test('creates a new secret at each start', () =>
  withApp((first) =>
    withApp(async (second) => {
      expect(second.secret).not.toBe(first.secret);
    }),
  ));

test('hides the database and its side files from other users of the machine', () =>
  withApp(async (app) => {
    await app.invokeCommand('create_prompt', { title: 'T', content: 'C' });
    for (const suffix of ['', '-wal', '-shm']) {
      expect((await stat(app.databasePath + suffix)).mode & 0o077).toBe(0);
    }
  }));

test('prints nothing when a client ends its connection in the middle of a body', () =>
  withApp(async (app) => {
    const connection = await rawConnection(app);
    connection.socket.write(rawCall(app, 'health_check', {}).slice(0, -5));
    await app.invokeCommand('health_check', {});
    const before = app.output();
    connection.socket.resetAndDestroy();
    await connection.closed;
    for (let at = 0; at < 5; at++) await app.invokeCommand('health_check', {});
    expect(app.output()).toBe(before);
  }));

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'ends with exit code 0 on %s',
  async (signal) => {
    const app = await startApp();
    await app.invokeCommand('create_prompt', { title: 'T', content: 'C' });
    process.kill(app.pid, signal);
    expect(await app.stop()).toBe(0);
  },
);

test('ends with one sentence and exit code 2 when the port is taken', () =>
  withApp(async (app) => {
    const { port } = new URL(app.url);
    const { status, stderr } = await runCnp(['serve', '--port', port, '--db', app.databasePath]);
    expect(stderr).toBe(
      `error: Cannot listen on 127.0.0.1:${port}: another program listens there already. ` +
        'Choose another port with --port, or 0 for any free port.\n',
    );
    expect(status).toBe(2);
  }));
