import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  for (const host of [`localhost:${port}`, `[::1]:${port}`]) {
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
