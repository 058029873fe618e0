import { rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import { expect, onTestFinished, test } from 'vitest';
import { HighPerfDatabase, SimpleDatabase } from '../src/index.ts';
import { hostileTexts } from '../src/testing/hostile-texts.ts';
import { tempDatabase } from '../src/testing/temp-folder.ts';
import { WAYS } from './ways.ts';

const SEED = 815;
const TEXTS = rounds({ short: 2_000, long: 100_000 });
const AT_ONCE = 500;

const STORES = [
  ...WAYS.map(
    ([way, options]) =>
      [`HighPerfDatabase ${way}`, (path: string) => HighPerfDatabase.open(path, options)] as const,
  ),
  ['SimpleDatabase', (path: string) => SimpleDatabase.open(path)] as const,
];

test.each(STORES)(
  '%s gives hostile texts back exactly',
  async (_, open) => {
    const store = await open(await tempDatabase());
    onTestFinished(() => store.close());
    const texts = hostileTexts({ seed: SEED, count: TEXTS });
    for (let at = 0; at < texts.length; at += AT_ONCE) {
      const some = texts.slice(at, at + AT_ONCE);
      const prompts = some.map((text, index) => ({
        title: `t${text}`,
        content: `${text}c`,
        tags: index % 2 === 0 ? text : null,
      }));
      const ids = await store.createPrompts(prompts);
      for (const [index, id] of ids.entries()) {
        expect(await store.getPrompt(id)).toMatchObject(prompts[index] as object);
      }
      const [id = 0] = ids;
      const changed = { content: `u${some.at(-1)}` };
      await store.updatePrompt(id, changed);
      expect(await store.getPrompt(id)).toMatchObject(changed);
    }
    expect(await store.listPrompts()).toHaveLength(texts.length);
  },
  TIME_LIMIT_MS,
);

test.each(STORES)('%s stores a text of 10 MB', async (_, open) => {
  const store = await open(await tempDatabase());
  onTestFinished(() => store.close());
  const content = 'Ünïcödé \0 "quoted" '.repeat(550_000);
  const id = await store.createPrompt({ title: 'long', content });
  expect((await store.getPrompt(id))?.content === content).toBe(true);
  expect(await store.listPrompts({ search: '"QUOTED" Ü' })).toHaveLength(1);
});

test.each(STORES)('%s names the field when it refuses lone surrogates', async (_, open) => {
  const store = await open(await tempDatabase());
  onTestFinished(() => store.close());
  const half = 'a\ud800b';
  const refusals = [
    store.createPrompt({ title: half, content: 'c' }),
    store.createPrompts([{ title: 't', content: half }]),
    store.createPrompt({ title: 't', content: 'c', tags: half }),
    store.listPrompts({ search: half }),
    store.listPrompts({ title: half }),
    store.listPrompts({ tag: half }),
  ];
  for (const refusal of refusals) {
    await expect(refusal).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('without lone surrogates') as string,
    });
  }
  expect(await store.listPrompts()).toEqual([]);
});
