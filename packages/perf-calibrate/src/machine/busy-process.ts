import { setTimeout as pause } from 'node:timers/promises';

/** More than most caches can hold. */
const BLOCK_BYTES = 16 * 2 ** 20;

/** Two in three bursts calculate, the others move memory; each 5 to 100 ms, with pauses of up to 20 ms between. */
process.once('disconnect', () => process.exit(0));
const from = Buffer.alloc(BLOCK_BYTES, 1);
const to = Buffer.alloc(BLOCK_BYTES);
process.send?.('busy');
for (let burst = 0; ; burst += 1) {
  const endsAt = performance.now() + 5 + 95 * Math.random();
  while (performance.now() < endsAt) {
    if (burst % 3 === 2) from.copy(to);
    else calculate();
  }
  await pause(20 * Math.random());
}

function calculate(): number {
  let sum = 0;
  for (let value = 1; value < 10_000; value += 1) sum += Math.sqrt(value) % 7;
  return sum;
}
