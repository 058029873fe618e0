import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawConnection } from '../../../testing/raw-connection.ts';
import { rawRequest, type RawResponse } from '../../../testing/raw-request.ts';
import { type RunningApp, startApp } from '../../../testing/start-app.ts';
import { maxBodyBytes } from './json-body.ts';

let app: RunningApp;
let port: string;

beforeAll(async () => {
  app = await startApp();
  port = new URL(app.url).port;
});

afterAll(() => app.stop());

function expectRefusal(
  { status, body, headers }: RawResponse,
  expectedStatus: number,
  code: string,
) {
  expect(JSON.parse(body)).toEqual({
    ok: false,
    error: { code, message: expect.any(String) as string },
  });
  expect(status).toBe(expectedStatus);
  expect(headers['x-content-type-options']).toBe('nosniff');
}

test('accepts a call of the page under each name of the server', async () => {
  expect((await rawRequest(app)).status).toBe(200);
  for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
    const response = await rawRequest(app, { headers: { host, origin: `http://${host}` } });
    expect(response.status).toBe(200);
  }
});

test('accepts a program that sends the secret and no Origin', async () => {
  expect((await rawRequest(app, { headers: { origin: undefined } })).status).toBe(200);
});

describe.each(['/api/invoke', '/', '/health', '/assets/x.js', '/nothing'])('%s', (path) => {
  const method = path === '/api/invoke' ? 'POST' : 'GET';

  test.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example',
  ])('refuses the host %s', async (host) => {
    const headers = { host, origin: undefined };
    expectRefusal(await rawRequest(app, { path, method, headers }), 403, 'FORBIDDEN_HOST');
  });

  test('refuses a foreign host with the right port and its own origin', async () => {
    const host = `evil.example:${port}`;
    const headers = { host, origin: `http://${host}` };
    expectRefusal(await rawRequest(app, { path, method, headers }), 403, 'FORBIDDEN_HOST');
  });

  test.each(['http://evil.example', 'null', 'http://127.0.0.1', 'http://127.0.0.1:1'])(
    'refuses the origin %s',
    async (origin) => {
      const headers = { origin };
      expectRefusal(await rawRequest(app, { path, method, headers }), 403, 'FORBIDDEN_ORIGIN');
    },
  );

  test('sends headers that keep other origins from reading the answer and framing the page', async () => {
    const { headers } = await rawRequest(app, { path, method });
    const cors = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
    expect(cors).toEqual([]);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

test.each([undefined, '', 'wrong', 'A'.repeat(43)])('refuses the secret %o', async (secret) => {
  const headers = { 'x-night-pilot-secret': secret };
  expectRefusal(await rawRequest(app, { headers }), 403, 'WRONG_SECRET');
});

test('grants no CORS preflight of another origin', async () => {
  const headers = {
    origin: 'http://evil.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x-night-pilot-secret',
  };
  const response = await rawRequest(app, { method: 'OPTIONS', headers, body: '' });
  expectRefusal(response, 403, 'FORBIDDEN_ORIGIN');
});

test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
  const response = await rawRequest(app, { method });
  expectRefusal(response, 405, 'METHOD_NOT_ALLOWED');
  expect(response.headers.allow).toBe('POST');
});

test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
  'refuses the content type %s',
  async (contentType) => {
    const headers = { 'content-type': contentType };
    expectRefusal(await rawRequest(app, { headers }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  },
);

test('refuses a body without a length', async () => {
  const headers = { 'content-length': undefined, 'transfer-encoding': 'chunked' };
  expectRefusal(await rawRequest(app, { headers }), 411, 'LENGTH_REQUIRED');
});

test('accepts a body as large as the limit, and refuses one byte more', async () => {
  const body = (bytes: number) => {
    const [start, end] = ['{"command":"create_prompt","args":{"title":"Long","content":"', '"}}'];
    return start + 'x'.repeat(bytes - start.length - end.length) + end;
  };
  expect((await rawRequest(app, { body: body(maxBodyBytes) })).status).toBe(200);
  const tooLarge = await rawRequest(app, { body: body(maxBodyBytes + 1) });
  expectRefusal(tooLarge, 413, 'BODY_TOO_LARGE');
});

test.each(['', '{', '{"command":"health_check",}', "{'command':'health_check'}", '\u0000'])(
  'refuses the malformed body %o',
  async (body) => {
    expectRefusal(await rawRequest(app, { body }), 400, 'INVALID_JSON');
  },
);

/** Sends one line and a right Host header. Returns the answer. */
async function answerToTarget(target: string): Promise<string> {
  const connection = await rawConnection(app);
  const host = new URL(app.url).host;
  connection.socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  await connection.closed;
  return connection.received();
}

test.each([
  'http://evil.example/health',
  'HTTP://EVIL.EXAMPLE/health',
  'https://evil.example/health',
  'http://127.0.0.1:1/health',
])('refuses the target %s although the Host header is right', async (target) => {
  const answer = await answerToTarget(target);
  // The HTTP layer itself refuses a scheme in capitals.
  expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
  expect(answer).not.toContain('"status":"ok"');
});

test.each(['https', 'ws', 'ftp'])('refuses a target of the scheme %s', async (scheme) => {
  const answer = await answerToTarget(`${scheme}://127.0.0.1:${port}/health`);
  expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
  expect(answer).not.toContain('"status":"ok"');
});

test('accepts a target of the absolute form that names the server', async () => {
  expect(await answerToTarget(`http://LOCALHOST:${port}/health`)).toContain('"status":"ok"');
});

test.each([
  ['a command', JSON.stringify({ command: 'x'.repeat(1_000_000), args: {} })],
  ['an argument', JSON.stringify({ command: 'health_check', args: { ['x'.repeat(1e6)]: 1 } })],
  [
    'a cron expression',
    JSON.stringify({
      command: 'create_schedule',
      args: {
        promptId: 1,
        scheduleTime: '2100-01-01T00:00:00Z',
        cronExpr: `0 0 0 * * ${'1,'.repeat(500_000)}1`.slice(0, 1_000_000),
      },
    }),
  ],
  [
    'a hundred thousand arguments',
    JSON.stringify({
      command: 'health_check',
      args: Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`a${at}`, 1])),
    }),
  ],
])('repeats only the beginning of a name of 1 MB of %s', async (_, body) => {
  const answer = await rawRequest(app, { body });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.body.length).toBeLessThan(600);
});

test('survives a request that is not HTTP and one without a host', async () => {
  for (const request of ['nonsense\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.0\r\n\r\n']) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(request);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 40[03] /);
  }
  expect((await rawRequest(app)).status).toBe(200);
});

test('logs no unknown error during all these requests', () => {
  expect(app.output()).not.toContain('    at ');
});
