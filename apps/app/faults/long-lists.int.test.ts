import { IS_LONG, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { maxListBytes } from '../src/lists/page-plan.ts';
import { appWithPrompts } from '../testing/app-with-prompts.ts';
import { rawCall, rawConnection } from '../testing/raw-connection.ts';
import { rawRequest } from '../testing/raw-request.ts';

const MB = 1024 * 1024;
const PROMPTS = rounds({ short: 40, long: 300 });

// Storing half a gigabyte takes long.
test.runIf(IS_LONG)(
  'refuses a list of 512 MB before it reads it',
  async () => {
    const app = await appWithPrompts(5, maxListBytes / 4);
    const body = JSON.stringify({ command: 'list_prompts', args: {} });
    const response = await rawRequest(app, { body });
    expect(response.status).toBe(413);
    expect(JSON.parse(response.body)).toMatchObject({ error: { code: 'LIST_TOO_LONG' } });
    expect(await app.invokeCommand('list_prompts', { search: 'not there' })).toEqual([]);
  },
  TIME_LIMIT_MS,
);

test(
  `answers others while a client reads a list of ${PROMPTS} MB, and ends it when the client goes`,
  async () => {
    const app = await appWithPrompts(PROMPTS, MB);
    const list = await rawConnection(app);
    list.socket.write(rawCall(app, 'list_prompts', { limit: PROMPTS }));
    await list.waitFor('"ok":true');
    // The client reads no further: the rest of the list must not be in memory, nor hold the server.
    list.socket.pause();
    for (let at = 0; at < 20; at++) await app.invokeCommand('health_check', {});
    expect(list.received().length).toBeLessThan((PROMPTS * MB) / 2);
    list.socket.destroy();
    await once(list.socket, 'close');
    expect(await app.invokeCommand('health_check', {})).toMatchObject({ status: 'ok' });
    expect(app.output()).not.toContain('    at ');
  },
  TIME_LIMIT_MS,
);

test(
  `sends a list of ${PROMPTS} MB whole`,
  async () => {
    const app = await appWithPrompts(PROMPTS, MB);
    const listed = await app.invokeCommand('list_prompts', { limit: PROMPTS });
    expect(listed.map(({ title }) => title)).toEqual(
      Array.from({ length: PROMPTS }, (_, at) => `p${PROMPTS - 1 - at}`),
    );
    expect(listed.every(({ content }) => content.length === MB)).toBe(true);
  },
  TIME_LIMIT_MS,
);
