import { expect, test } from 'vitest';
import { type CountInstrument, instrumentAvailability } from '@night-pilot/perf-host/count';
import { benchArm } from '../testing/bench-arm.ts';
import { countPair } from './count-pair.ts';

const IMPORTS = `import { pbkdf2 } from 'node:crypto';
  import { Worker } from 'node:worker_threads';`;
const judge = async (base: string, head: string, instrument: CountInstrument) => {
  const arms = { base: await benchArm(base, IMPORTS), head: await benchArm(head, IMPORTS) };
  const pair = await countPair(arms, { instrument, test: ['test'], benchmark: 'it' });
  return pair.judgement;
};

const computes = `await bench('it', () => new Array(10).fill(0)).run();`;

test.skipIf(instrumentAvailability('instructions').state === 'unavailable').each([
  [
    'hashes in the thread pool',
    `await bench('it', () => new Promise((resolve) => pbkdf2('a', 'b', 1000, 8, 'sha1', resolve))).run();`,
    /base: it waits for the event loop \(the thread pool\): judged by wall$/,
  ],
  [
    'has a worker thread compute while it computes',
    `const worker = new Worker('for (;;);', { eval: true });
     await bench('it', () => { let sum = 0; for (let at = 0; at < 1e5; at += 1) sum += at; return sum; }).run();
     await worker.terminate();`,
    /base: other threads work for it.*: judged by wall$/,
  ],
])('a benchmark that %s is not judged by its instructions', async (_what, body, because) => {
  expect(await judge(body, computes, 'instructions')).toEqual({
    state: 'refused',
    because: expect.stringMatching(because) as string,
  });
});

test('calls a head outlasted that never ends when base does', async () => {
  const hangs = `await bench('it', () => { for (;;); }).run();`;
  expect(await judge(computes, hangs, 'allocated')).toMatchObject({
    state: 'outlasted',
    side: 'head',
    took: { state: 'unended', limitMs: 10_000 },
  });
}, 900_000);
