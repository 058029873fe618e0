import { expect, test } from 'vitest';
import type { CountInstrument } from '@night-pilot/perf-host/count';
import { benchArm } from '../testing/bench-arm.ts';
import { countPair } from './count-pair.ts';

const judge = async (base: string, head: string, instrument: CountInstrument) => {
  const arms = { base: await benchArm(base), head: await benchArm(head) };
  const pair = await countPair(arms, { instrument, test: ['test'], benchmark: 'it' });
  return pair.judgement;
};

const computes = `await bench('it', () => new Array(10).fill(0)).run();`;
const sleeps = `await bench('it', () => new Promise((resolve) => setTimeout(resolve, 2))).run();`;

test('does not judge a benchmark by its counts that waits in head alone', async () => {
  expect(await judge(computes, sleeps, 'allocated')).toEqual({
    state: 'refused',
    because: 'head: it waits for the event loop (timers): judged by wall',
  });
});

const grows = `let length = 0;
  await bench('it', () => new Array(Math.floor((length += 0.0005))).fill(0)).run();`;

test('calls a version that allocates more with every call a regression when base does not', async () => {
  expect(await judge(computes, grows, 'allocated')).toMatchObject({
    state: 'regression',
    isCoarse: true,
  });
});
