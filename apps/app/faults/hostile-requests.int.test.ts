import { rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rawConnection } from '../testing/raw-connection.ts';
import { type RunningApp, startApp } from '../testing/start-app.ts';
import { readStored } from './database-of.ts';
import { type Random, randomOf } from './random.ts';

const SEED = 16_003;
const LONGEST_ANSWER = 3_000;

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => void (await app.stop()));

const STORE_FOREIGN = '{"command":"create_prompt","args":{"title":"foreign","content":"C"}}';

/** Each makes one part of a request; the first of a list is the right one. */
function parts(port: string) {
  return {
    method: ['POST', 'GET', 'PUT', 'OPTIONS', 'HEAD', 'TRACE', 'CONNECT', 'post', 'QUERY', '\0'],
    target: [
      '/api/invoke',
      '/health',
      '/',
      '*',
      '/api/invoke/',
      '//evil.example/api/invoke',
      '/api\\invoke',
      '/%00',
      '/assets/..%2f..%2fpackage.json',
      `http://127.0.0.1:${port}/api/invoke`,
      `http://LOCALHOST:${port}/api/invoke`,
      'http://evil.example/api/invoke',
      `http://127.0.0.1:${port}@evil.example/api/invoke`,
      'http://',
      `/${'a'.repeat(10_000)}`,
    ],
    host: [
      `127.0.0.1:${port}`,
      `LOCALHOST:${port}`,
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1:${port}, evil.example`,
      `127.0.0.1:${port}@evil.example`,
      '',
      ` 127.0.0.1:${port} `,
      'x'.repeat(5_000),
    ],
    origin: [
      '',
      'http://evil.example',
      'null',
      `http://127.0.0.1:${port}`,
      `http://localhost:${port}`,
    ],
    type: ['application/json', 'text/plain', 'application/json; charset=utf-16', 'x'.repeat(5_000)],
    secret: ['right', 'wrong', 'none'],
    body: [
      Buffer.from(STORE_FOREIGN),
      Buffer.from('{"command":"health_check","args":{}}'),
      Buffer.from('{"command":"list_prompts","args":{"limit":1e999}}'),
      Buffer.from('{"command":"get_prompt","args":{"id":1e308}}'),
      Buffer.from('{"command":"__proto__","args":{"__proto__":1}}'),
      Buffer.from(
        '{"command":"create_prompt","args":{"title":"foreign","content":"C","__proto__":{}}}',
      ),
      Buffer.from(`{"command":"${'x'.repeat(500_000)}"}`),
      Buffer.from(`{"command":"health_check","args":${'['.repeat(100_000)}`),
      Buffer.from(
        `{"command":"health_check","args":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      ),
      Buffer.concat([
        Buffer.from('{"command":"create_prompt","args":{"title":"foreign","content":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}}'),
      ]),
      Buffer.from('{"command":"create_prompt","args":{"title":"foreign","content":"\\ud800"}}'),
      Buffer.alloc(0),
    ],
  };
}

interface Hostile {
  readonly bytes: Buffer;
  /** true: nothing is wrong, so the request may succeed. */
  readonly mayStore: boolean;
}

function hostileRequest(random: Random, port: string): Hostile {
  const all = parts(port);
  const often = <T>(values: readonly T[]) =>
    random.below(3) === 0 ? random.pick(values) : (values[0] as T);
  const [method, target, host] = [often(all.method), often(all.target), often(all.host)];
  const [origin, type, secret] = [often(all.origin), often(all.type), often(all.secret)];
  const body = often(all.body);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...(origin === '' ? [] : [`Origin: ${origin}`]),
    `Content-Type: ${type}`,
    ...(secret === 'none'
      ? []
      : [`X-Night-Pilot-Secret: ${secret === 'right' ? app.secret : 'A'}`]),
    `Content-Length: ${body.length}`,
  ];
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  const isOurHost = names.includes(host.trim().toLowerCase());
  const named = /^http:\/\/([^/]*)/i.exec(target)?.[1]?.toLowerCase();
  const mayStore =
    method.toUpperCase() === 'POST' &&
    isOurHost &&
    (named === undefined || names.includes(named)) &&
    origin !== 'http://evil.example' &&
    origin !== 'null' &&
    type === 'application/json' &&
    secret === 'right';
  return {
    bytes: Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]),
    mayStore,
  };
}

test(
  `refuses hostile requests in a short answer, stores nothing of them and lives on (seed ${SEED})`,
  async () => {
    const { port } = new URL(app.url);
    const random = randomOf(SEED);
    let stored = 0;
    for (let trial = 0; trial < rounds({ short: 400, long: 10_000 }); trial++) {
      const { bytes, mayStore } = hostileRequest(random, port);
      const what = `trial ${trial}: ${bytes.subarray(0, 300).toString('latin1')}`;
      const connection = await rawConnection(app);
      connection.socket.write(bytes);
      await connection.closed;
      const answer = connection.received();
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
      // CONNECT is refused without an answer.
      expect(status === 0 || (status >= 200 && status < 500), what).toBe(true);
      if (status >= 400) expect(answer.length, what).toBeLessThan(LONGEST_ANSWER);
      expect(answer, what).not.toContain('    at ');
      const value = /"ok":true,"value":(\d+)/.exec(answer)?.[1];
      if (value !== undefined) {
        expect(mayStore, what).toBe(true);
        stored += 1;
      }
      if (trial % 100 === 0) {
        expect(await app.invokeCommand('health_check', {})).toMatchObject({ status: 'ok' });
      }
    }
    expect(stored).toBeGreaterThan(0);
    const prompts = await app.invokeCommand('list_prompts', { limit: 100_000 });
    expect(prompts).toHaveLength(stored);
    expect(readStored(app.databasePath).isWhole).toBe(true);
    expect(prompts.filter(({ content }) => content !== 'C')).toEqual([]);
    expect(app.output()).not.toContain('    at ');
  },
  TIME_LIMIT_MS,
);
