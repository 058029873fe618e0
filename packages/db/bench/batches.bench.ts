import { describe, test } from 'vitest';
import { makePrompts } from './prompts.ts';
import { openOthers } from './others.ts';
import { open } from './stores.ts';

const SIZE = 100;

describe('createPrompts', () => {
  test(`a batch of ${SIZE}`, async ({ bench }) => {
    await using simple = await open('SimpleDatabase');
    await using oneByOne = await open('SimpleDatabase');
    await using high = await open('HighPerfDatabase');
    await using bare = await open('better-sqlite3');
    await using others = await openOthers();
    await bench.compare(
      bench('SimpleDatabase', () => simple.peer.createPrompts(makePrompts(SIZE))),
      bench('SimpleDatabase, one by one', async () => {
        for (const prompt of makePrompts(SIZE)) await oneByOne.peer.createPrompt(prompt);
      }),
      bench('HighPerfDatabase', () => high.peer.createPrompts(makePrompts(SIZE))),
      bench('better-sqlite3', () => bare.peer.createPrompts(makePrompts(SIZE))),
      ...others.map((name, peer) => bench(name, () => peer.createPrompts(makePrompts(SIZE)))),
    );
  });
});
