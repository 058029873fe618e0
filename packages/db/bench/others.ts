import { isQuickRun } from '@night-pilot/perf-report/workspace';
import type { Peer } from './peers/peer.ts';
import { open, type Opened, type PeerName } from './stores.ts';

/** Stores that no budget compares with ours. */
const OTHERS = ['node:sqlite', '@libsql/client'] as const satisfies readonly PeerName[];

export interface OpenedOthers extends AsyncDisposable {
  map<Benchmark>(benchmark: (name: PeerName, peer: Peer) => Benchmark): Benchmark[];
}

/** Opens the stores that no budget compares with ours: none in a quick run, of which they would take a third. */
export async function openOthers(): Promise<OpenedOthers> {
  const opened: (Opened & { name: PeerName })[] = [];
  for (const name of isQuickRun() ? [] : OTHERS)
    opened.push(Object.assign(await open(name), { name }));
  return {
    map: (benchmark) => opened.map(({ name, peer }) => benchmark(name, peer)),
    async [Symbol.asyncDispose]() {
      for (const one of opened) await one[Symbol.asyncDispose]();
    },
  };
}
