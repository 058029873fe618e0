import { describe, expect, onTestFinished, test } from 'vitest';
import type { NewPrompt, PromptStore } from '../prompt-store.ts';
import { hostileTexts } from './hostile-texts.ts';
import { tempDatabase } from './temp-folder.ts';

/**
 * Tests the promises of every PromptStore.
 *
 * @param open opens the store at a path; each test gives it a path of its own
 */
export function promptStoreConformance(
  name: string,
  open: (path: string) => Promise<PromptStore>,
): void {
  const openStore = async (path?: string): Promise<PromptStore> => {
    const store = await open(path ?? (await tempDatabase()));
    onTestFinished(() => store.close());
    return store;
  };
  const prompt = (over: Partial<NewPrompt> = {}): NewPrompt => ({
    title: 'Changelog',
    content: 'Summarise the commits of today.',
    ...over,
  });
  const titles = (prompts: readonly { title: string }[]) => prompts.map(({ title }) => title);
  const utcTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

  describe(`${name} is a PromptStore: prompts`, () => {
    test('reads a created prompt back with its times', async () => {
      const store = await openStore();
      const id = await store.createPrompt(prompt({ tags: 'work, daily' }));
      expect(id).toBe(1);
      expect(await store.getPrompt(id)).toEqual({
        id,
        title: 'Changelog',
        content: 'Summarise the commits of today.',
        tags: 'work, daily',
        createdAt: utcTime,
        updatedAt: utcTime,
      });
    });

    test('stores null for missing tags', async () => {
      const store = await openStore();
      expect(await store.getPrompt(await store.createPrompt(prompt()))).toMatchObject({
        tags: null,
      });
    });

    test('getPrompt gives null for an unknown id', async () => {
      const store = await openStore();
      expect(await store.getPrompt(7)).toBeNull();
    });

    test('createPrompts gives the ids in order, and no ids for no prompts', async () => {
      const store = await openStore();
      const ids = await store.createPrompts([
        prompt({ title: 'a', tags: 'x' }),
        prompt({ title: 'b' }),
        prompt({ title: 'c' }),
      ]);
      expect(ids).toEqual([1, 2, 3]);
      expect(await store.getPrompt(1)).toMatchObject({ title: 'a', tags: 'x' });
      expect(await store.getPrompt(3)).toMatchObject({ title: 'c', tags: null });
      expect(await store.createPrompts([])).toEqual([]);
    });

    test('createPrompts writes nothing when it refuses one prompt', async () => {
      const store = await openStore();
      await expect(store.createPrompts([prompt(), prompt({ title: ' ' })])).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: "prompts[1].title: expected text that is not blank, got ' '.",
      });
      expect(await store.listPrompts()).toEqual([]);
    });

    test('updatePrompt changes only the given fields', async () => {
      const store = await openStore();
      const id = await store.createPrompt(prompt({ tags: 'x' }));
      expect(await store.updatePrompt(id, { title: 'New', tags: null })).toBe(true);
      expect(await store.getPrompt(id)).toMatchObject({
        title: 'New',
        content: 'Summarise the commits of today.',
        tags: null,
      });
      expect(await store.updatePrompt(99, { title: 'New' })).toBe(false);
    });

    test('deletePrompt deletes the schedules too and never reuses the id', async () => {
      const store = await openStore();
      const id = await store.createPrompt(prompt());
      await store.createSchedule({ promptId: id, scheduleTime: '2030-01-01T02:00:00Z' });
      expect(await store.deletePrompt(id)).toBe(true);
      expect(await store.deletePrompt(id)).toBe(false);
      expect(await store.getPrompt(id)).toBeNull();
      expect(await store.listSchedules()).toEqual([]);
      expect(await store.createPrompt(prompt())).toBe(id + 1);
    });

    test('gives hostile texts back exactly', async () => {
      const store = await openStore();
      const texts = hostileTexts({ seed: 20, count: 300 });
      const ids = await store.createPrompts(
        texts.map((text) => ({ title: `t${text}`, content: `c${text}`, tags: text })),
      );
      for (const [index, text] of texts.entries()) {
        expect(await store.getPrompt(ids[index] ?? 0)).toMatchObject({
          title: `t${text}`,
          content: `c${text}`,
          tags: text,
        });
      }
    });

    test.each<[string, unknown]>([
      ['null', null],
      ['a blank title', prompt({ title: ' \n' })],
      ['a blank content', prompt({ content: '' })],
      ['a title of another type', { title: 5, content: 'c' }],
      ['tags of another type', { title: 't', content: 'c', tags: ['x'] }],
      ['a lone surrogate, which UTF-8 cannot hold', prompt({ content: 'a\ud800b' })],
      ['an unknown field', { title: 't', content: 'c', tag: 'x' }],
    ])('createPrompt refuses %s', async (_, given) => {
      const store = await openStore();
      await expect(store.createPrompt(given as NewPrompt)).rejects.toMatchObject({
        name: 'DatabaseError',
        code: 'INVALID_INPUT',
      });
      expect(await store.listPrompts()).toEqual([]);
    });

    test('refuses changes without a field and ids that are not integers', async () => {
      const store = await openStore();
      const refused = { code: 'INVALID_INPUT' };
      await expect(store.updatePrompt(1, {})).rejects.toMatchObject(refused);
      await expect(store.getPrompt(1.5)).rejects.toMatchObject(refused);
      await expect(store.deletePrompt('1' as unknown as number)).rejects.toMatchObject(refused);
    });
  });

  describe(`${name} is a PromptStore: the list of prompts`, () => {
    test('is newest first and holds all of them', async () => {
      const store = await openStore();
      for (const title of ['a', 'b', 'c']) await store.createPrompt(prompt({ title }));
      expect(titles(await store.listPrompts())).toEqual(['c', 'b', 'a']);
    });

    test('gives pages by key, even if a row is deleted between two pages', async () => {
      const store = await openStore();
      const names = Array.from({ length: 10 }, (_, index) => `p${index}`);
      await store.createPrompts(names.map((title) => prompt({ title })));
      const first = await store.listPrompts({ limit: 4 });
      expect(titles(first)).toEqual(['p9', 'p8', 'p7', 'p6']);
      const before = first.at(-1)?.id ?? 0;
      await store.deletePrompt(before);
      const second = await store.listPrompts({ limit: 4, before });
      expect(titles(second)).toEqual(['p5', 'p4', 'p3', 'p2']);
      expect(titles(await store.listPrompts({ before: second.at(-1)?.id ?? 0 }))).toEqual([
        'p1',
        'p0',
      ]);
      expect(await store.listPrompts({ before: 1 })).toEqual([]);
    });

    test('matches a whole tag, with or without spaces around the commas', async () => {
      const store = await openStore();
      await store.createPrompt(prompt({ title: 'whole', tags: 'work' }));
      await store.createPrompt(prompt({ title: 'spaced', tags: 'home ,  work , "quoted"' }));
      await store.createPrompt(prompt({ title: 'part', tags: 'homework,work-out' }));
      await store.createPrompt(prompt({ title: 'none' }));
      expect(titles(await store.listPrompts({ tag: 'work' }))).toEqual(['spaced', 'whole']);
      expect(titles(await store.listPrompts({ tag: '"quoted"' }))).toEqual(['spaced']);
      expect(await store.listPrompts({ tag: 'Work' })).toEqual([]);
      expect(await store.listPrompts({ tag: '%' })).toEqual([]);
    });

    test('searches titles, contents and tags in either case, without wildcards', async () => {
      const store = await openStore();
      await store.createPrompt(prompt({ title: 'Rate: 100%', tags: null }));
      await store.createPrompt(prompt({ title: 'b', content: 'snake_case' }));
      await store.createPrompt(prompt({ title: 'c', tags: 'Übung,NIGHT' }));
      expect(titles(await store.listPrompts({ search: '100%' }))).toEqual(['Rate: 100%']);
      expect(titles(await store.listPrompts({ search: 'SNAKE_' }))).toEqual(['b']);
      expect(titles(await store.listPrompts({ search: 'Übung,night' }))).toEqual(['c']);
      expect(await store.listPrompts({ search: '1__%' })).toEqual([]);
    });

    test('lists the sizes of the same rows in bytes of UTF-8', async () => {
      const store = await openStore();
      await store.createPrompt({ title: 'ä', content: '夜', tags: null });
      await store.createPrompt({ title: 'abc', content: 'x'.repeat(100_000), tags: 'x,y' });
      await store.createPrompt({ title: 'abc', content: 'y', tags: 'z' });
      expect(await store.listPromptSizes()).toEqual([
        { id: 3, bytes: 5 },
        { id: 2, bytes: 100_006 },
        { id: 1, bytes: 5 },
      ]);
      expect(await store.listPromptSizes({ title: 'abc', limit: 1, before: 3 })).toEqual([
        { id: 2, bytes: 100_006 },
      ]);
    });

    test('combines tag, text, limit and before', async () => {
      const store = await openStore();
      await store.createPrompts(
        Array.from({ length: 6 }, (_, index) =>
          prompt({ title: `p${index}`, tags: index % 2 === 0 ? 'even' : 'odd' }),
        ),
      );
      const found = await store.listPrompts({ tag: 'even', search: 'P', limit: 1, before: 5 });
      expect(titles(found)).toEqual(['p2']);
    });

    test.each<[string, object]>([
      ['a limit of 0', { limit: 0 }],
      ['a limit that is not an integer', { limit: 1.5 }],
      ['two tags', { tag: 'a,b' }],
      ['a blank tag', { tag: ' ' }],
      ['an unknown field', { offset: 5 }],
    ])('refuses %s', async (_, query) => {
      const store = await openStore();
      await expect(store.listPrompts(query)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    });
  });

  describe(`${name} is a PromptStore: schedules`, () => {
    test('reads a created schedule back as pending, in UTC, with its prompt', async () => {
      const store = await openStore();
      const promptId = await store.createPrompt(prompt({ tags: 'x' }));
      const id = await store.createSchedule({
        promptId,
        scheduleTime: '2030-01-01T02:00:00+02:00',
        cronExpr: '0 0 2 * * *',
      });
      expect(await store.getSchedule(id)).toEqual({
        id,
        promptId,
        promptTitle: 'Changelog',
        promptTags: 'x',
        scheduleTime: '2030-01-01T00:00:00.000Z',
        status: 'pending',
        cronExpr: '0 0 2 * * *',
        executionCount: 0,
        lastRunAt: null,
        nextRunAt: null,
        createdAt: utcTime,
        updatedAt: utcTime,
      });
      expect(await store.getSchedule(99)).toBeNull();
    });

    test('refuses a schedule on an unknown prompt and stores nothing', async () => {
      const store = await openStore();
      await expect(
        store.createSchedule({ promptId: 42, scheduleTime: '2030-01-01T00:00:00Z' }),
      ).rejects.toMatchObject({
        code: 'CONSTRAINT',
        message: expect.stringContaining('there is no prompt 42') as string,
      });
      expect(await store.listSchedules()).toEqual([]);
    });

    test.each(['tomorrow', '2030-01-01', '2030-01-01T00:00:00', '2030-02-30T00:00:00Z'])(
      'refuses the time %s',
      async (scheduleTime) => {
        const store = await openStore();
        const promptId = await store.createPrompt(prompt());
        await expect(store.createSchedule({ promptId, scheduleTime })).rejects.toMatchObject({
          code: 'INVALID_INPUT',
        });
      },
    );

    test('lists schedules by time: all, by status, or the pending ones', async () => {
      const store = await openStore();
      const promptId = await store.createPrompt(prompt());
      const at = (hour: number) => `2030-01-01T0${hour}:00:00Z`;
      const late = await store.createSchedule({ promptId, scheduleTime: at(3) });
      const early = await store.createSchedule({ promptId, scheduleTime: at(1) });
      const done = await store.createSchedule({ promptId, scheduleTime: at(2) });
      expect(await store.updateSchedule(done, { status: 'completed' })).toBe(true);

      const ids = (schedules: readonly { id: number }[]) => schedules.map(({ id }) => id);
      expect(ids(await store.listSchedules())).toEqual([early, done, late]);
      expect(ids(await store.listSchedules({ status: 'completed' }))).toEqual([done]);
      expect(ids(await store.getPendingSchedules())).toEqual([early, late]);
    });

    test('gives pages of schedules by place, even if the last row of a page is deleted', async () => {
      const store = await openStore();
      const promptId = await store.createPrompt(prompt({ title: 'four', tags: 'x' }));
      const ids: number[] = [];
      for (const hour of [2, 1, 1, 3]) {
        ids.push(
          await store.createSchedule({ promptId, scheduleTime: `2030-01-01T0${hour}:00:00Z` }),
        );
      }
      const [two, one, oneAgain, three] = ids;
      const first = await store.listSchedules({ status: 'pending', limit: 2 });
      expect(first.map(({ id }) => id)).toEqual([one, oneAgain]);
      const [, last] = first;
      await store.deleteSchedule(last?.id ?? 0);
      const after = { scheduleTime: last?.scheduleTime ?? '', id: last?.id ?? 0 };
      const second = await store.listSchedules({ status: 'pending', limit: 2, after });
      expect(second.map(({ id }) => id)).toEqual([two, three]);
      expect(await store.listScheduleSizes({ after })).toEqual([
        { id: two, bytes: 12 },
        { id: three, bytes: 12 },
      ]);
    });

    test('updateSchedule changes only the given fields; deleteSchedule deletes', async () => {
      const store = await openStore();
      const promptId = await store.createPrompt(prompt());
      const id = await store.createSchedule({ promptId, scheduleTime: '2030-01-01T00:00:00Z' });
      const changes = {
        scheduleTime: '2030-01-02T00:00:00.000Z',
        status: 'running',
        cronExpr: '0 0 3 * * *',
        lastRunAt: '2030-01-01T00:00:00.000Z',
        nextRunAt: '2030-01-03T00:00:00.000Z',
        executionCount: 1,
      };
      expect(await store.updateSchedule(id, changes)).toBe(true);
      expect(await store.getSchedule(id)).toMatchObject(changes);
      expect(await store.updateSchedule(id, { nextRunAt: null, cronExpr: null })).toBe(true);
      expect(await store.getSchedule(id)).toMatchObject({
        ...changes,
        nextRunAt: null,
        cronExpr: null,
      });
      expect(await store.deleteSchedule(id)).toBe(true);
      expect(await store.deleteSchedule(id)).toBe(false);
      expect(await store.updateSchedule(id, { status: 'pending' })).toBe(false);
    });
  });

  describe(`${name} is a PromptStore: results and usage`, () => {
    test('lists a recorded execution unchanged', async () => {
      const store = await openStore();
      const id = await store.recordExecution({
        promptId: 1,
        scheduleId: 2,
        content: 'nul \0 inside',
        status: 'completed',
        tokenUsage: 1200,
        costUsd: 0.25,
        executionTimeMs: 900,
      });
      expect(await store.listResults()).toEqual([
        {
          id,
          promptId: 1,
          scheduleId: 2,
          content: 'nul \0 inside',
          status: 'completed',
          tokenUsage: 1200,
          costUsd: 0.25,
          executionTimeMs: 900,
          createdAt: utcTime,
        },
      ]);
    });

    test('keeps results when their prompt is deleted', async () => {
      const store = await openStore();
      const promptId = await store.createPrompt(prompt());
      await store.recordExecution({ promptId, content: '', status: 'failed', executionTimeMs: 0 });
      await store.deletePrompt(promptId);
      expect(await store.listResults({ promptId })).toMatchObject([
        { scheduleId: null, tokenUsage: null, costUsd: null },
      ]);
    });

    test('lists results newest first, by prompt, by schedule and in pages', async () => {
      const store = await openStore();
      const record = (promptId: number, scheduleId: number | null) =>
        store.recordExecution({
          promptId,
          scheduleId,
          content: 'x',
          status: 'completed',
          executionTimeMs: 1,
        });
      for (const [promptId, scheduleId] of [
        [1, null],
        [1, 5],
        [2, 5],
        [1, 6],
      ] as const) {
        await record(promptId, scheduleId);
      }
      const ids = (results: readonly { id: number }[]) => results.map(({ id }) => id);
      expect(ids(await store.listResults())).toEqual([4, 3, 2, 1]);
      expect(ids(await store.listResults({ promptId: 1 }))).toEqual([4, 2, 1]);
      expect(ids(await store.listResults({ promptId: 1, scheduleId: 5 }))).toEqual([2]);
      expect(ids(await store.listResults({ limit: 2 }))).toEqual([4, 3]);
      expect(ids(await store.listResults({ promptId: 1, limit: 1, before: 4 }))).toEqual([2]);
    });

    test('adds up token usage', async () => {
      const store = await openStore();
      expect(await store.getTokenUsageStats()).toEqual({
        totalInputTokens: 0,
        totalOutputTokens: 0,
        totalCostUsd: 0,
        sessionCount: 0,
        lastUpdated: null,
      });
      await store.addTokenUsage({ inputTokens: 100, outputTokens: 20, costUsd: 0.5 });
      await store.addTokenUsage({ inputTokens: 1, outputTokens: 2, costUsd: 0.25 });
      expect(await store.getTokenUsageStats()).toEqual({
        totalInputTokens: 101,
        totalOutputTokens: 22,
        totalCostUsd: 0.75,
        sessionCount: 2,
        lastUpdated: utcTime,
      });
      await expect(
        store.addTokenUsage({ inputTokens: -1, outputTokens: 0, costUsd: 0 }),
      ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    });
  });

  describe(`${name} is a PromptStore: as a whole`, () => {
    test('completes 100 operations at once, each with its own outcome', async () => {
      const store = await openStore();
      const known = await store.createPrompt(prompt({ title: 'known' }));
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, async (_, index): Promise<boolean> => {
          const title = `stress ${index}`;
          const id = await store.createPrompt(prompt({ title, tags: 'stress' }));
          const stored = await store.getPrompt(id);
          const scheduled = await store.createSchedule({
            promptId: known,
            scheduleTime: '2030-01-01T00:00:00Z',
          });
          const deleted = index % 2 === 0 ? await store.deletePrompt(id) : true;
          return (
            stored?.title === title && (await store.getSchedule(scheduled)) !== null && deleted
          );
        }),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(100);
      expect(await store.listPrompts({ tag: 'stress' })).toHaveLength(50);
      expect(await store.getPendingSchedules()).toHaveLength(100);
    });

    test('has every acknowledged write after it was opened again', async () => {
      const path = await tempDatabase();
      const first = await open(path);
      const ids = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          first.createPrompt(prompt({ title: `p${index}` })),
        ),
      );
      await first.close();
      const second = await openStore(path);
      const stored = await second.listPrompts();
      expect(stored.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids.sort((a, b) => a - b));
    });

    test('close finishes accepted writes and refuses later calls', async () => {
      const store = await openStore();
      const accepted = Array.from({ length: 20 }, () => store.createPrompt(prompt()));
      const closed = store.close();
      await expect(store.createPrompt(prompt())).rejects.toMatchObject({ code: 'CLOSED' });
      await expect(store.getPrompt(1)).rejects.toMatchObject({ code: 'CLOSED' });
      await closed;
      expect(new Set(await Promise.all(accepted)).size).toBe(20);
      await store.close();
    });

    test('metrics count calls, failures and batches as plain data', async () => {
      const store = await openStore();
      await Promise.all([store.createPrompt(prompt()), store.createPrompt(prompt())]);
      await store.getPrompt(1);
      await expect(store.createPrompt(prompt({ title: '' }))).rejects.toThrow('not blank');
      const metrics = store.metrics();
      expect(metrics.operations['createPrompt']).toMatchObject({ count: 3, failures: 1 });
      expect(metrics.operations['getPrompt']).toMatchObject({ count: 1, failures: 0 });
      expect(metrics.queueDepth).toBe(0);
      expect(metrics.batches * metrics.meanBatchSize).toBeCloseTo(2);
      expect(structuredClone(metrics)).toEqual(metrics);
    });
  });
}
