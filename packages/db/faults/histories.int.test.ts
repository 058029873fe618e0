import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { HighPerfDatabase, type PromptStore, SimpleDatabase } from '../src/index.ts';
import { tempDatabase } from '../src/testing/temp-folder.ts';

const SEED = 20_261_124;
const STEPS = rounds({ short: 400, long: 10_000 });

/** Every store on a file must show all acknowledged writes, whichever store acknowledged them. */
test(
  `agrees with a model at every step of a random history of three stores on one file (seed ${SEED})`,
  async () => {
    const path = await tempDatabase();
    const stores: PromptStore[] = [
      await HighPerfDatabase.open(path),
      await HighPerfDatabase.open(path, { directCommitMs: 0, directReadMs: 0 }),
      await SimpleDatabase.open(path),
    ];
    const bare = new Database(path, { readonly: true });
    onTestFinished(async () => {
      bare.close();
      await Promise.all(stores.map((store) => store.close()));
    });
    const random = randomIntegers(SEED);
    const model = new Map<number, string>();
    let tokens = 0;
    const anyStore = () => stores[random(stores.length)] as PromptStore;
    const anyId = () => [...model.keys()][random(Math.max(1, model.size))] ?? 0;

    for (let step = 0; step < STEPS; step++) {
      const store = anyStore();
      const title = `s${step}`;
      switch (random(10)) {
        case 0:
        case 1:
          model.set(await store.createPrompt({ title, content: 'c' }), title);
          break;
        case 2: {
          const prompts = Array.from({ length: 1 + random(15) }, () => ({ title, content: 'c' }));
          for (const id of await store.createPrompts(prompts)) model.set(id, title);
          break;
        }
        case 3: {
          const id = anyId();
          expect(await store.updatePrompt(id, { title })).toBe(model.has(id));
          if (model.has(id)) model.set(id, title);
          break;
        }
        case 4: {
          const id = anyId();
          expect(await store.deletePrompt(id)).toBe(model.delete(id));
          break;
        }
        case 5: {
          // Several stores write at once: each write has its own outcome.
          const ids = await Promise.all(
            Array.from({ length: 12 }, () => anyStore().createPrompt({ title, content: 'c' })),
          );
          expect(new Set(ids).size).toBe(12);
          for (const id of ids) model.set(id, title);
          break;
        }
        case 6:
          // No addition to the one row is lost.
          await Promise.all(
            Array.from({ length: 12 }, () =>
              anyStore().addTokenUsage({ inputTokens: 1, outputTokens: 2, costUsd: 0 }),
            ),
          );
          tokens += 12;
          break;
        case 7: {
          // One of several titles stays, and all stores agree on which.
          const id = anyId();
          const titles = Array.from({ length: 6 }, (_, at) => `${title} ${at}`);
          const updates = titles.map((each) => anyStore().updatePrompt(id, { title: each }));
          expect(await Promise.all(updates)).toEqual(titles.map(() => model.has(id)));
          if (model.has(id)) {
            const stored = (await anyStore().getPrompt(id))?.title as string;
            expect(titles).toContain(stored);
            model.set(id, stored);
          }
          break;
        }
        default: {
          const id = anyId();
          expect((await store.getPrompt(id))?.title).toBe(model.get(id));
        }
      }
      const limit = 1 + random(20);
      const expected = [...model].sort(([a], [b]) => b - a).slice(0, limit);
      for (const each of stores) {
        expect((await each.getTokenUsageStats()).totalInputTokens).toBe(tokens);
        const listed = await each.listPrompts({ limit });
        expect(
          listed.map((prompt) => [prompt.id, prompt.title]),
          `step ${step}`,
        ).toEqual(expected);
      }
      if (step % 50 === 0) {
        const stored = bare.prepare('SELECT id, title FROM prompts ORDER BY id').raw().all();
        expect(stored).toEqual([...model].sort(([a], [b]) => a - b));
      }
    }
    expect(stores[0]?.metrics().cache.hits).toBeGreaterThan(0);
  },
  TIME_LIMIT_MS,
);
