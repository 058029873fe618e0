import { describe, test } from 'vitest';
import type { Peer } from './peers/peer.ts';
import { makePrompts } from './prompts.ts';
import { openOthers } from './others.ts';
import { open } from './stores.ts';

/** One iteration: each caller creates a prompt and waits until it is on disk. */
const createAtOnce = (peer: Peer, callers: number) =>
  Promise.all(makePrompts(callers).map((prompt) => peer.createPrompt(prompt)));

describe('durable writes', () => {
  test('one caller', async ({ bench }) => {
    await using simple = await open('SimpleDatabase');
    await using high = await open('HighPerfDatabase');
    await using bare = await open('better-sqlite3');
    await using others = await openOthers();
    await bench.compare(
      bench('SimpleDatabase', () => createAtOnce(simple.peer, 1)),
      bench('HighPerfDatabase', () => createAtOnce(high.peer, 1)),
      bench('better-sqlite3', () => createAtOnce(bare.peer, 1)),
      ...others.map((name, peer) => bench(name, () => createAtOnce(peer, 1))),
    );
  });

  for (const callers of [20, 100]) {
    test(`${callers} concurrent callers`, async ({ bench }) => {
      await using simple = await open('SimpleDatabase');
      await using high = await open('HighPerfDatabase');
      await using limit = await open('better-sqlite3');
      await using bare = await open('better-sqlite3');
      await using others = await openOthers();
      await bench.compare(
        bench('SimpleDatabase', () => createAtOnce(simple.peer, callers)),
        bench('HighPerfDatabase', () => createAtOnce(high.peer, callers)),
        // The limit on any disk: the same rows with one wait for the disk and one answer for all.
        bench('better-sqlite3, one transaction', () =>
          limit.peer.createPrompts(makePrompts(callers))),
        bench('better-sqlite3', () => createAtOnce(bare.peer, callers)),
        ...others.map((name, peer) => bench(name, () => createAtOnce(peer, callers))),
      );
    });
  }

  test('a connection for each of 20 callers', async ({ bench }) => {
    await using high = await open('HighPerfDatabase');
    await using pool = await open('a pool of 20');
    await bench.compare(
      bench('HighPerfDatabase', () => createAtOnce(high.peer, 20)),
      bench('a pool of 20', () => createAtOnce(pool.peer, 20)),
    );
  });
});
