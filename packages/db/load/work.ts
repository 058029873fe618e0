import { open, type Opened, type PeerName } from '../bench/stores.ts';
import { makePrompt } from '../bench/prompts.ts';
import type { HighPerfOptions } from '../src/index.ts';
import { defineLoad, type LoadRun } from '@night-pilot/perf-kit';

/** Makes a scenario that does `work` with one of the peers. */
export function workOf(
  name: PeerName,
  work: string,
  run: Omit<LoadRun<Opened>, 'name'>,
  options?: HighPerfOptions,
) {
  return defineLoad({
    name: `${work} with ${name}`,
    setup: () => open(name, options),
    teardown: (opened) => opened[Symbol.asyncDispose]() as Promise<void>,
    runs: [{ name: `${run.concurrency} callers`, ...run }],
  });
}

/** 100 callers at once; each writes four prompts and reads a list of 1,000, ten times. */
export const WRITING_AND_LISTING: Omit<LoadRun<Opened>, 'name'> = {
  operations: 1_000,
  concurrency: 100,
  async operation({ peer }) {
    for (let write = 0; write < 4; write++) await peer.createPrompt(makePrompt());
    const { length } = await peer.listPrompts({ limit: 1_000 });
    if (length !== 1_000) throw new Error(`Expected a list of 1,000, got ${length}.`);
  },
};

/** 100 callers at once; of every ten operations one is a write, one a page of 50 and eight are point reads. */
export const STANDARD: Omit<LoadRun<Opened>, 'name'> = {
  operations: 5_000,
  concurrency: 100,
  async operation({ peer }, index) {
    if (index % 10 === 0) await peer.createPrompt(makePrompt());
    else if (index % 10 === 1) await peer.listPrompts({ limit: 50 });
    else await peer.getPrompt((index % 4_000) + 1);
  },
};
