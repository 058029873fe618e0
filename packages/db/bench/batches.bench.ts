import { describe, test } from 'vitest';
import { makePrompts } from './prompts.ts';
import { openStores } from './stores.ts';

describe('createPrompts', () => {
  for (const size of [1, 10, 100]) {
    test(`a batch of ${size}`, async ({ bench }) => {
      await using stores = await openStores();
      await bench.compare(
        bench('SimpleDatabase', () => stores.simple.createPrompts(makePrompts(size))),
        bench('HighPerfDatabase', () => stores.high.createPrompts(makePrompts(size))),
      );
    });
  }
});
