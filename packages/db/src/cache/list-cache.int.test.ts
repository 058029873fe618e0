import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { tempDatabase } from '../testing/temp-folder.ts';
import { ListCache } from './list-cache.ts';

/** Makes a cache over the first of two connections to one table. */
async function start(maxRows = 1_000) {
  const path = await tempDatabase();
  const [own, other] = [new Database(path), new Database(path)];
  onTestFinished(() => void [own.close(), other.close()]);
  own.pragma('journal_mode = WAL');
  own.exec('CREATE TABLE prompts (id INTEGER PRIMARY KEY, title TEXT)');
  const version = own.prepare<[], number>('PRAGMA data_version').pluck();
  const cache = new ListCache({ readDataVersion: () => version.get() as number, maxRows });
  const read = () => own.prepare<[], object>('SELECT * FROM prompts ORDER BY id').all();
  return { own, other, cache, read };
}

const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));

/** Requests a list twice: the second time it is cached. */
function keep(cache: ListCache, key: string, list: object[]): void {
  cache.put(cache.begin(), key, ['prompts'], list, 60_000);
  cache.put(cache.begin(), key, ['prompts'], list, 60_000);
}

test('caches a list from its second request on', async () => {
  const { cache } = await start();
  cache.put(cache.begin(), 'a', ['prompts'], rows(2), 60_000);
  expect(cache.get('a')).toBeUndefined();
  cache.put(cache.begin(), 'a', ['prompts'], rows(2), 60_000);
  expect(cache.get('a')).toEqual(rows(2));
  expect(cache.status).toEqual({ entries: 1, rows: 2, hits: 1, misses: 1, hitRatio: 0.5 });
});

test('does not cache a list that was read while a commit happened', async () => {
  const { cache } = await start();
  keep(cache, 'a', rows(1));
  const ticket = cache.begin();
  cache.invalidate(['prompts']);
  cache.put(ticket, 'a', ['prompts'], rows(1), 60_000);
  expect(cache.get('a')).toBeUndefined();
  cache.put(cache.begin(), 'a', ['schedules'], rows(1), 60_000);
  cache.invalidate(['prompts']);
  expect(cache.get('a')).toEqual(rows(1));
});

test('drops a list whose lifetime is over', async () => {
  const { cache } = await start();
  cache.put(cache.begin(), 'a', ['prompts'], rows(1), 60_000);
  cache.put(cache.begin(), 'a', ['prompts'], rows(1), -1);
  expect(cache.get('a')).toBeUndefined();
  cache.put(cache.begin(), 'a', ['prompts'], rows(1), 0);
  expect(cache.status.entries).toBe(0);
});

test('evicts the least recently used list when it would hold too many rows', async () => {
  const { cache } = await start(100);
  for (const key of ['a', 'b', 'c', 'd']) keep(cache, key, rows(25));
  cache.get('a');
  keep(cache, 'e', rows(25));
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')).toHaveLength(25);
  keep(cache, 'too large', rows(26));
  expect(cache.get('too large')).toBeUndefined();
  expect(cache.status.rows).toBe(100);
});

const SEED = 99;

test(`returns what the database holds, whoever writes (seed ${SEED})`, async () => {
  const { own, other, cache, read } = await start();
  let state = SEED;
  const random = (end: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return (state >>> 8) % end;
  };
  let pending: { ticket: ReturnType<ListCache['begin']>; list: object[] } | null = null;
  for (let step = 0; step < 3_000; step++) {
    switch (random(12)) {
      case 0:
        own.exec(`INSERT INTO prompts (title) VALUES ('own ${step}')`);
        cache.invalidate(['prompts']);
        break;
      case 1:
        other.exec(`INSERT INTO prompts (title) VALUES ('other ${step}')`);
        break;
      case 2:
        other.exec('DELETE FROM prompts WHERE id = (SELECT min(id) FROM prompts)');
        break;
      case 3:
        // A reader thread does this: it begins now and caches some steps later.
        pending ??= { ticket: cache.begin(), list: read() };
        break;
      case 4:
        if (pending !== null) cache.put(pending.ticket, 'all', ['prompts'], pending.list, 60_000);
        pending = null;
        break;
      default: {
        const kept = cache.get('all');
        if (kept === undefined) cache.put(cache.begin(), 'all', ['prompts'], read(), 60_000);
        else expect(kept, `step ${step}`).toEqual(read());
      }
    }
  }
  expect(cache.status.hits).toBeGreaterThan(100);
});
