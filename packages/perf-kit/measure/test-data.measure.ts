import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Cron } from 'croner';
import { TestDataGenerator } from '@night-pilot/perf-tools/data';
import { defineMeasurement } from '@night-pilot/perf-host/fork';

const COUNT = 1_000_000;
const SETTLED = 100_000;
const READING_EVERY = 10_000;

/** Measures memory and time of a million prompts, and checks the cron expressions of a million schedules. */
export default defineMeasurement({
  name: 'test data',
  metrics: {
    'growth of memory held': { kind: 'memory', unit: 'bytes', better: 'lower' },
    'growth of resident memory': { kind: 'memory', unit: 'bytes', better: 'lower' },
    'time for a million prompts': { kind: 'time', unit: 's', better: 'lower' },
    'distinct cron expressions': { kind: 'count', unit: '1', better: 'higher' },
    'cron expressions that croner refuses': { kind: 'count', unit: '1', better: 'lower' },
  },
  async run({ signal, progress }) {
    const { heldBytes, residentBytes, seconds } = growthOverPrompts();
    progress(1, 2);
    signal.throwIfAborted();
    const expressions = new Set<string>();
    const generator = new TestDataGenerator({ seed: 2 });
    for (let count = 0; count < COUNT; count += 1) expressions.add(generator.cron());
    return {
      'growth of memory held': heldBytes,
      'growth of resident memory': residentBytes,
      'time for a million prompts': seconds,
      'distinct cron expressions': expressions.size,
      'cron expressions that croner refuses': [...expressions].filter(isRefused).length,
    };
  },
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Measures growth from the 100,000th prompt on, when code and heap have settled: of the heap in use up to the last prompt, and
 * of resident memory up to its maximum.
 */
function growthOverPrompts() {
  const startedAt = performance.now();
  let count = 0;
  let settled = { held: 0, resident: 0 };
  let most = 0;
  for (const { content } of new TestDataGenerator({ seed: 1 }).prompts(COUNT)) {
    if (content === '') throw new Error(`Prompt ${count} is empty.`);
    count += 1;
    if (count === SETTLED) settled = { held: heldBytes(), resident: process.memoryUsage.rss() };
    if (count > SETTLED && count % READING_EVERY === 0) {
      most = Math.max(most, process.memoryUsage.rss());
    }
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    heldBytes: heldBytes() - settled.held,
    residentBytes: most - settled.resident,
    seconds,
  };
}

function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Checks whether croner refuses an expression, or finds no next run for it. */
function isRefused(expression: string): boolean {
  try {
    const cron = new Cron(expression, { paused: true, timezone: 'UTC', mode: '6-part' });
    return cron.nextRun(new Date('2030-01-01T00:00:00Z')) === null;
  } catch {
    return true;
  }
}
