import { test } from 'vitest';
import { FUNCTIONS } from './functions.ts';

test('agreement', async ({ bench }) => {
  const [first, second, ...others] = Object.entries(FUNCTIONS).map(([name, run]) =>
    bench(name, run),
  );
  if (first === undefined || second === undefined) throw new Error('There are no functions.');
  await bench.compare(first, second, ...others);
});
