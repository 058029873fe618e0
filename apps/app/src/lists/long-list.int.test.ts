import { SimpleDatabase } from '@night-pilot/db';
import { expect, onTestFinished, test } from 'vitest';
import { rawRequest } from '../../testing/raw-request.ts';
import { runCnp } from '../../testing/run-cnp.ts';
import { type RunningApp, startApp } from '../../testing/start-app.ts';

const MB = 1024 * 1024;

/** Starts an app whose database has so many prompts of this size. */
async function appWith(count: number, bytesEach: number): Promise<RunningApp> {
  const app = await startApp();
  onTestFinished(async () => void (await app.stop()));
  const store = await SimpleDatabase.open(app.databasePath);
  const content = 'x'.repeat(bytesEach);
  for (let at = 0; at < count; at++) await store.createPrompt({ title: `p${at}`, content });
  await store.close();
  return app;
}

test('answers a list of several pages like one of one page, newest first', async () => {
  const app = await appWith(7, 400_000);
  const listed = await app.invokeCommand('list_prompts', {});
  expect(listed.map(({ title }) => title)).toEqual(['p6', 'p5', 'p4', 'p3', 'p2', 'p1', 'p0']);
  expect(new Set(listed.map(({ content }) => content.length))).toEqual(new Set([400_000]));
  const response = await rawRequest(app, {
    body: JSON.stringify({ command: 'list_prompts', args: { limit: 5, before: 7 } }),
  });
  expect(response.headers['content-type']).toBe('application/json');
  expect(JSON.parse(response.body)).toEqual({ ok: true, value: listed.slice(1, 6) });
});

test('answers a list with one row longer than a page', async () => {
  const app = await appWith(1, 3 * MB);
  expect(await app.invokeCommand('list_prompts', {})).toMatchObject([{ title: 'p0' }]);
});

test('cnp prompt list prints a list that is longer than a page', async () => {
  const app = await appWith(4, 700_000);
  const json = await runCnp(['prompt', 'list', '--format', 'json', '--db', app.databasePath]);
  expect(JSON.parse(json.stdout)).toHaveLength(4);
  const table = await runCnp(['prompt', 'list', '--db', app.databasePath]);
  expect(table.stdout.match(/ p\d\n/g)).toEqual([' p3\n', ' p2\n', ' p1\n', ' p0\n']);
});
