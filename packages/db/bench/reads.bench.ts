import { describe, test } from 'vitest';
import { openOthers } from './others.ts';
import { open } from './stores.ts';

const LISTED = 1_000;

describe('reads', () => {
  test('a point read', async ({ bench }) => {
    await using simple = await open('SimpleDatabase');
    await using high = await open('HighPerfDatabase');
    await using bare = await open('better-sqlite3');
    await using others = await openOthers();
    let at = 0;
    const nextId = () => (at++ % LISTED) + 1;
    await bench.compare(
      bench('SimpleDatabase', () => simple.peer.getPrompt(nextId())),
      bench('HighPerfDatabase', () => high.peer.getPrompt(nextId())),
      bench('better-sqlite3', () => bare.peer.getPrompt(nextId())),
      ...others.map((name, peer) => bench(name, () => peer.getPrompt(nextId()))),
    );
  });

  test(`a list of ${LISTED}`, async ({ bench }) => {
    await using simple = await open('SimpleDatabase');
    await using uncached = await open('HighPerfDatabase', { listCache: false });
    await using cached = await open('HighPerfDatabase');
    await using bare = await open('better-sqlite3');
    await using others = await openOthers();
    const query = { limit: LISTED };
    await bench.compare(
      bench('SimpleDatabase', () => simple.peer.listPrompts(query)),
      bench('HighPerfDatabase, uncached', () => uncached.peer.listPrompts(query)),
      bench('HighPerfDatabase, cached', () => cached.peer.listPrompts(query)),
      bench('better-sqlite3', () => bare.peer.listPrompts(query)),
      ...others.map((name, peer) => bench(name, () => peer.listPrompts(query))),
    );
  });
});
