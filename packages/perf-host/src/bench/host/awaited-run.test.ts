import { expect, test } from 'vitest';
import { AwaitedRun } from './awaited-run.ts';

const counting = () => {
  let begun = 0;
  const run = new AwaitedRun(() => Promise.resolve((begun += 1)));
  return { run, begun: () => begun };
};

test('begins once, when somebody awaits it', async () => {
  const { run, begun } = counting();
  expect(begun()).toBe(0);
  expect(run.state).toBe('not-awaited');
  expect(await run).toBe(1);
  expect(await run).toBe(1);
  expect(run.state).toBe('settled');
});

test.each<[string, (run: Promise<number>) => unknown]>([
  ['Promise.all', (run) => Promise.all([run])],
  ['an asynchronous function that returns it', (run) => (async () => run)()],
  ['then', (run) => run.then(() => undefined)],
  ['finally', (run) => run.finally(() => undefined)],
])('begins through %s', async (_how, use) => {
  const { run, begun } = counting();
  await use(run);
  expect(begun()).toBe(1);
});

test('passes on a failure', async () => {
  const run = new AwaitedRun(() => Promise.reject(new Error('no luck')));
  await expect(run).rejects.toThrow('no luck');
  expect(run.state).toBe('settled');
});
