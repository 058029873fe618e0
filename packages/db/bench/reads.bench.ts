import { describe, test } from 'vitest';
import { makePrompts } from './prompts.ts';
import { openStores } from './stores.ts';

const STORED = 1_000;

/** Both stores with the same prompts in them. */
async function openFilledStores() {
  const stores = await openStores();
  const prompts = makePrompts(STORED);
  await stores.simple.createPrompts(prompts);
  await stores.high.createPrompts(prompts);
  return stores;
}

describe('reads', () => {
  test('a point read', async ({ bench }) => {
    await using stores = await openFilledStores();
    let at = 0;
    const nextId = () => (at++ % STORED) + 1;
    await bench.compare(
      bench('SimpleDatabase', () => stores.simple.getPrompt(nextId())),
      bench('HighPerfDatabase', () => stores.high.getPrompt(nextId())),
    );
  });

  test(`a list of ${STORED}`, async ({ bench }) => {
    await using stores = await openFilledStores();
    await bench.compare(
      bench('SimpleDatabase', () => stores.simple.listPrompts({ limit: STORED })),
      bench('HighPerfDatabase', () => stores.high.listPrompts({ limit: STORED })),
    );
  });
});
