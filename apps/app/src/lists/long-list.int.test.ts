import { expect, test } from 'vitest';
import { appWithPrompts } from '../../testing/app-with-prompts.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import { runCnp } from '../../testing/run-cnp.ts';

const MB = 1024 * 1024;

test('answers a list of several pages like one of one page, newest first', async () => {
  const app = await appWithPrompts(7, 400_000);
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
  const app = await appWithPrompts(1, 3 * MB);
  expect(await app.invokeCommand('list_prompts', {})).toMatchObject([{ title: 'p0' }]);
});

test('cnp prompt list prints a list that is longer than a page', async () => {
  const app = await appWithPrompts(4, 700_000);
  const json = await runCnp(['prompt', 'list', '--format', 'json', '--db', app.databasePath]);
  expect(JSON.parse(json.stdout)).toHaveLength(4);
  const table = await runCnp(['prompt', 'list', '--db', app.databasePath]);
  expect(table.stdout.match(/ p\d\n/g)).toEqual([' p3\n', ' p2\n', ' p1\n', ' p0\n']);
});
