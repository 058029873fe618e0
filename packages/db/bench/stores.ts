import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HighPerfDatabase, type HighPerfOptions, SimpleDatabase } from '../src/index.ts';
import { bareBetterSqlite3 } from './peers/bare-better-sqlite3.ts';
import { libsql } from './peers/libsql.ts';
import { naivePool } from './peers/naive-pool.ts';
import { nodeSqlite } from './peers/node-sqlite.ts';
import type { Peer } from './peers/peer.ts';
import { makePrompts } from './prompts.ts';

/** Opens each store that the benchmarks compare, on a file that has our schema. */
const OPEN = {
  SimpleDatabase: (path: string): Promise<Peer> => SimpleDatabase.open(path),
  HighPerfDatabase: (path: string, options?: HighPerfOptions): Promise<Peer> =>
    HighPerfDatabase.open(path, options),
  'better-sqlite3': async (path: string): Promise<Peer> => bareBetterSqlite3(path),
  'node:sqlite': async (path: string): Promise<Peer> => nodeSqlite(path),
  'a pool of 20': (path: string): Promise<Peer> => naivePool(path),
  '@libsql/client': (path: string): Promise<Peer> => libsql(path),
};

export type PeerName = keyof typeof OPEN;

export interface Opened extends AsyncDisposable {
  readonly peer: Peer;
}

/** Opens a store with 4,000 prompts in a folder on disk that is deleted after use. */
export async function open(name: PeerName, options?: HighPerfOptions): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'night-pilot-db-bench-'));
  const path = join(folder, 'bench.db');
  await (await SimpleDatabase.open(path)).close();
  const peer = await OPEN[name](path, options);
  // A store in use has some prompts and a write-ahead log of full length: while the log's file grows, every commit waits
  // twice as long for the disk.
  for (let batch = 0; batch < 10; batch++) await peer.createPrompts(makePrompts(400));
  return {
    peer,
    async [Symbol.asyncDispose]() {
      await peer.close();
      await rm(folder, { recursive: true });
    },
  };
}
