import { expect, test } from 'vitest';
import type { Fork } from '@night-pilot/perf-report';
import type { TurnResult } from '../versions/turn.ts';
import { commandTurns } from './command-turns.ts';

const BOTH = { base: ['true'], head: ['sleep', '0.05'] } as const;

function forkOf(result: TurnResult): Fork {
  const fork = result.state === 'measured' ? result.forks.get('it') : undefined;
  if (fork === undefined) throw new Error(JSON.stringify(result));
  return fork;
}

test('repeats short commands equally often, and drops counters of the watching process', async () => {
  const take = commandTurns(BOTH, { cwd: process.cwd(), turnMs: 500, limitMs: 20_000 });
  const forks: Fork[] = [];
  for (const pair of [null, 0]) {
    for (const side of ['base', 'head'] as const) {
      forks.push(forkOf(await take({ side, pair, only: ['it'] })));
    }
  }
  const [first, , base, head] = forks;
  expect(first?.samples).toHaveLength(1);
  expect(base?.samples.length).toBeGreaterThan(1);
  expect(head?.samples).toHaveLength(base?.samples.length ?? 0);
  for (const fork of forks) {
    expect(fork.disturbance).toMatchObject({ involuntarySwitches: null, gcMs: null });
  }
});

test('ends a turn and names the command when a run fails', async () => {
  const commands = { ...BOTH, head: ['false'] } as const;
  const take = commandTurns(commands, { cwd: process.cwd(), turnMs: 1, limitMs: 20_000 });
  expect(await take({ side: 'head', pair: null, only: ['it'] })).toEqual({
    state: 'failed',
    error: { code: 'EXITED', message: 'false ended with exit code 1, and wrote no error' },
  });
});
