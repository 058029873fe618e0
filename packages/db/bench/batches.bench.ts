import { describe, test } from 'vitest';
import { makePrompts } from './prompts.ts';
import { open } from './stores.ts';

describe('createPrompts', () => {
  for (const size of [10, 100]) {
    test(`a batch of ${size}`, async ({ bench }) => {
      await using simple = await open('SimpleDatabase');
      await using oneByOne = await open('SimpleDatabase');
      await using high = await open('HighPerfDatabase');
      await using bare = await open('better-sqlite3');
      await using node = await open('node:sqlite');
      await using libsql = await open('@libsql/client');
      await bench.compare(
        bench('SimpleDatabase', () => simple.peer.createPrompts(makePrompts(size))),
        bench('SimpleDatabase, one by one', async () => {
          for (const prompt of makePrompts(size)) await oneByOne.peer.createPrompt(prompt);
        }),
        bench('HighPerfDatabase', () => high.peer.createPrompts(makePrompts(size))),
        bench('better-sqlite3', () => bare.peer.createPrompts(makePrompts(size))),
        bench('node:sqlite', () => node.peer.createPrompts(makePrompts(size))),
        bench('@libsql/client', () => libsql.peer.createPrompts(makePrompts(size))),
      );
    });
  }
});
