import type { PromptStore } from '../src/index.ts';
import { describe, test } from 'vitest';
import { makePrompts } from './prompts.ts';
import { openStores } from './stores.ts';

/** One iteration: each caller creates a prompt, and all wait until theirs is on disk. */
const createAtOnce = (store: PromptStore, callers: number) =>
  Promise.all(makePrompts(callers).map((prompt) => store.createPrompt(prompt)));

describe('durable writes', () => {
  for (const callers of [1, 20, 100]) {
    test(callers === 1 ? 'one caller' : `${callers} concurrent callers`, async ({ bench }) => {
      await using stores = await openStores();
      await bench.compare(
        bench('SimpleDatabase', () => createAtOnce(stores.simple, callers)),
        bench('HighPerfDatabase', () => createAtOnce(stores.high, callers)),
      );
    });
  }
});
