import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawRequest } from '../../testing/raw-request.ts';
import { type RunningApp, startApp } from '../../testing/start-app.ts';
import { databaseKinds } from '../store/database-kind.ts';
import { version } from '../version.ts';

const isoUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe.each(databaseKinds)('the command protocol on the %s database', (database) => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp({ database });
  });

  afterAll(() => app.stop());

  /** Returns the answer of the server to a command with any arguments. */
  async function answerTo(command: unknown, args: unknown) {
    const { status, body } = await rawRequest(app, { body: JSON.stringify({ command, args }) });
    return { status, ...(JSON.parse(body) as { error?: { code: string; message: string } }) };
  }

  test('stores a prompt under the returned id', async () => {
    const before = new Date().toISOString();
    const args = { title: 'Review', content: 'Review the last commit', tags: 'work,weekly' };
    const id = await app.invokeCommand('create_prompt', args);
    expect(id).toEqual(expect.any(Number));
    const prompt = await app.invokeCommand('get_prompt', { id });
    expect(prompt).toEqual({
      id,
      ...args,
      created_at: expect.stringMatching(isoUtc) as string,
      updated_at: prompt?.created_at,
    });
    expect(prompt && prompt.created_at >= before).toBe(true);
  });

  test('accepts a prompt without tags and with null', async () => {
    const prompt = { title: 'Untagged', content: 'C' };
    for (const args of [prompt, { ...prompt, tags: null }]) {
      const id = await app.invokeCommand('create_prompt', args);
      expect((await app.invokeCommand('get_prompt', { id }))?.tags).toBeNull();
    }
  });

  test('answers get_prompt with null and delete_prompt with false when there is no such prompt', async () => {
    expect(await app.invokeCommand('get_prompt', { id: 999_999 })).toBeNull();
    expect(await app.invokeCommand('delete_prompt', { id: 999_999 })).toBe(false);
  });

  test('deletes a prompt', async () => {
    const id = await app.invokeCommand('create_prompt', { title: 'Gone soon', content: 'C' });
    expect(await app.invokeCommand('delete_prompt', { id })).toBe(true);
    expect(await app.invokeCommand('get_prompt', { id })).toBeNull();
  });

  test('lists prompts newest first, by page, tag and text', async () => {
    const ids: number[] = [];
    for (const name of ['one', 'two', 'three']) {
      const args = { title: `Listed ${name}`, content: 'C', tags: `list-${name},listed` };
      ids.unshift(await app.invokeCommand('create_prompt', args));
    }
    const list = async (args: { limit?: number; before?: number; tag?: string; search?: string }) =>
      (await app.invokeCommand('list_prompts', args)).map(({ id }) => id);

    expect((await list({})).slice(0, 3)).toEqual(ids);
    expect(await list({ limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await list({ limit: 1, before: ids[0] })).toEqual([ids[1]]);
    expect(await list({ tag: 'listed' })).toEqual(ids);
    expect(await list({ tag: 'list-two' })).toEqual([ids[1]]);
    expect(await list({ search: 'LISTED THREE' })).toEqual([ids[0]]);
    expect(await list({ search: 'no prompt says this' })).toEqual([]);
  });

  test.each([
    ['1e999', 'id: expected a number, got a number out of range.'],
    ['-1e999', 'id: expected a number, got a number out of range.'],
    [
      '99999999999999999999',
      'id: expected a whole number of at most 9007199254740991, got 100000000000000000000.',
    ],
  ])('says that the id %s is out of range', async (id, expected) => {
    const { body } = await rawRequest(app, {
      body: `{"command":"get_prompt","args":{"id":${id}}}`,
    });
    expect(JSON.parse(body)).toMatchObject({ error: { message: `get_prompt: ${expected}` } });
  });

  test.each([
    ['bytes that are no UTF-8', Buffer.from('{"command":"health_check","args":{}} \xff', 'latin1')],
    ['a key that JavaScript drops', '{"command":"health_check","args":{"__proto__":{"a":1}}}'],
  ])('refuses a body with %s', async (_, body) => {
    const answer = await rawRequest(app, { body });
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'INVALID_JSON' } });
    expect(answer.status).toBe(400);
  });

  test('stores a schedule under the returned id, with its time in UTC', async () => {
    const promptId = await app.invokeCommand('create_prompt', { title: 'Nightly', content: 'C' });
    const id = await app.invokeCommand('create_schedule', {
      promptId,
      scheduleTime: '2100-01-31T03:00:00+02:00',
      cronExpr: '0 0 3 * * *',
    });
    const pending = await app.invokeCommand('get_pending_schedules', {});
    expect(pending.find((schedule) => schedule.id === id)).toMatchObject({
      prompt_id: promptId,
      prompt_title: 'Nightly',
      schedule_time: '2100-01-31T01:00:00.000Z',
      cron_expr: '0 0 3 * * *',
      status: 'pending',
      execution_count: 0,
      last_run_at: null,
    });
  });

  test('refuses a schedule for a prompt that does not exist', async () => {
    const args = { promptId: 999_999, scheduleTime: '2100-01-01T00:00:00Z' };
    expect(await answerTo('create_schedule', args)).toMatchObject({
      status: 409,
      error: { code: 'CONSTRAINT' },
    });
  });

  test('reports no token usage before the first run', async () => {
    expect(await app.invokeCommand('get_token_usage_stats', {})).toEqual({
      total_input_tokens: 0,
      total_output_tokens: 0,
      total_cost_usd: 0,
      session_count: 0,
      last_updated: null,
    });
  });

  test('answers health_check', async () => {
    expect(await app.invokeCommand('health_check', {})).toEqual({
      status: 'ok',
      version,
      database,
      uptime_ms: expect.any(Number) as number,
    });
  });

  test('returns text of any kind unchanged', async () => {
    const title =
      '<img src=x onerror=alert(1)> \u001b[31m \u0007 \u202e 夜 👩‍🚀 \'"; DROP TABLE prompts;--';
    const content = '</script><script>alert(1)</script>\r\n\t{{braces}}\u2028';
    const id = await app.invokeCommand('create_prompt', { title, content });
    expect(await app.invokeCommand('get_prompt', { id })).toMatchObject({ title, content });
  });

  test.each([
    ['create_prompt', { title: ' \n', content: 'C' }, 'title: expected text that is not blank'],
    ['create_prompt', { title: 'T', content: '' }, 'content: expected text that is not blank'],
    ['create_prompt', { content: 'C' }, 'title: expected a string, got nothing'],
    ['create_prompt', { title: 7, content: 'C' }, 'title: expected a string, got a number'],
    [
      'create_prompt',
      { title: 'T', content: 'C', tags: ['a'] },
      'tags: expected a string, got an array',
    ],
    [
      'create_prompt',
      { title: 'T', content: 'C', tag: 'a' },
      'expected only title, content, tags, got "tag"',
    ],
    ['get_prompt', { id: '1' }, 'id: expected a number, got a string'],
    ['get_prompt', { id: 1.5 }, 'id: expected a whole number, got a number, 1.5'],
    ['get_prompt', { id: 9_007_199_254_740_992 }, 'id: '],
    ['get_prompt', { id: 0 }, 'id: expected a positive whole number'],
    ['get_prompt', {}, 'id: expected a number, got nothing'],
    ['list_prompts', { limit: 0 }, 'limit: expected a positive whole number'],
    ['list_prompts', { limit: null }, 'limit: expected a number, got null'],
    ['delete_prompt', { id: true }, 'id: expected a number, got a boolean'],
    [
      'create_schedule',
      { promptId: 1, scheduleTime: 'tomorrow' },
      'scheduleTime: expected an ISO 8601 time',
    ],
    [
      'create_schedule',
      { promptId: 1, scheduleTime: '2100-01-01T00:00:00' },
      'with Z or an offset',
    ],
    [
      'create_schedule',
      { promptId: 1, scheduleTime: '2100-01-01T00:00:00Z', cronExpr: '* *' },
      'cronExpr: expected a cron expression of 6 fields',
    ],
    ['get_pending_schedules', { status: 'done' }, 'expected only limit, after, got "status"'],
    [
      'get_pending_schedules',
      { after: { id: 1 } },
      'after.scheduleTime: expected a string, got nothing',
    ],
  ])('%s refuses %o', async (command, args, expected) => {
    const { status, error } = await answerTo(command, args);
    expect(error).toEqual({
      code: 'INVALID_ARGUMENTS',
      message: expect.stringContaining(expected) as string,
    });
    expect(error?.message).toContain(`${command}: `);
    expect(status).toBe(400);
  });

  test('says that a number is out of range', async () => {
    const body = '{"command":"get_prompt","args":{"id":1e999}}';
    const response = await rawRequest(app, { body });
    expect(response.status).toBe(400);
    expect(response.body).toContain('id: expected a number, got a number out of range');
  });

  test.each(['drop_prompts', 'toString', '__proto__', ''])(
    'there is no command %o',
    async (command) => {
      const { status, error } = await answerTo(command, {});
      expect(error?.code).toBe('UNKNOWN_COMMAND');
      expect(error?.message).toContain('Expected one of create_prompt, list_prompts');
      expect(status).toBe(404);
    },
  );

  test.each([
    'null',
    '[]',
    '"health_check"',
    '{}',
    '{"command":1}',
    '{"command":"health_check","args":[]}',
    '{"command":"health_check","extra":1}',
  ])('refuses the request %s', async (body) => {
    const response = await rawRequest(app, { body });
    expect(JSON.parse(response.body)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_REQUEST' },
    });
    expect(response.status).toBe(400);
  });

  test('answers 100 commands at once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        app.invokeCommand('create_prompt', { title: `At once ${index}`, content: 'C' }),
      ),
    );
    expect(new Set(ids).size).toBe(100);
    expect(await app.invokeCommand('list_prompts', { search: 'At once' })).toHaveLength(100);
  });

  test('lists 100 prompts without a limit, and all of them page by page', async () => {
    for (let at = 0; at < 7; at++) {
      await app.invokeCommand('create_prompt', { title: `Pages ${at}`, content: 'C' });
    }
    const all = await app.invokeCommand('list_prompts', { limit: 10_000 });
    expect(all.length).toBeGreaterThan(100);
    const first = await app.invokeCommand('list_prompts', {});
    expect(first).toEqual(all.slice(0, 100));
    const second = await app.invokeCommand('list_prompts', { before: first.at(-1)?.id });
    expect([...first, ...second]).toEqual(all.slice(0, first.length + second.length));
  });

  test('lists 100 pending schedules without a limit, and the next from the last one', async () => {
    const promptId = await app.invokeCommand('create_prompt', { title: 'Often', content: 'C' });
    const times = Array.from({ length: 105 }, (_, at) =>
      new Date(Date.UTC(2101, 0, 1 + (at % 50))).toISOString(),
    );
    const schedule = (scheduleTime: string) =>
      app.invokeCommand('create_schedule', { promptId, scheduleTime });
    await Promise.all(times.map(schedule));
    const all = await app.invokeCommand('get_pending_schedules', { limit: 10_000 });
    const first = await app.invokeCommand('get_pending_schedules', {});
    expect(first).toEqual(all.slice(0, 100));
    const last = first.at(-1);
    const after = { scheduleTime: last?.schedule_time ?? '', id: last?.id ?? 0 };
    const second = await app.invokeCommand('get_pending_schedules', { after });
    expect(second).toEqual(all.slice(100, 200));
  });
});
