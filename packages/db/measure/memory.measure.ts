import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { defineMeasurement, studentTQuantile } from '@night-pilot/perf-kit';
import { makePrompt } from '../bench/prompts.ts';
import { HighPerfDatabase, type PromptStore } from '../src/index.ts';
import { withTempFile } from './temp-store.ts';

const OPERATIONS = 1_000_000;
const SETTLING = 100_000;
const READING_EVERY = 10_000;
const PER = 100_000;
const CALLERS = 50;

export default defineMeasurement({
  name: 'a million mixed operations',
  metrics: {
    'growth per 100,000 operations': { kind: 'memory', unit: 'bytes', better: 'lower' },
    'growth that is certain': { kind: 'memory', unit: 'bytes', better: 'lower' },
    'growth in all': { kind: 'memory', unit: 'bytes', better: 'lower' },
    'peak memory': { kind: 'memory', unit: 'bytes', better: 'lower' },
  },
  run: ({ signal, progress }) =>
    withTempFile(async (path) => {
      const store = await HighPerfDatabase.open(path);
      const openedBytes = heldBytes();
      // Starts the writer thread now: it takes its memory at once, and would otherwise start at some later commit.
      await store.optimize();
      const readings: { operation: number; bytes: number }[] = [];
      try {
        const live = new LivePrompts(store);
        let next = 0;
        // ConcurrentTester is no use here: it keeps the latency of every operation, so its memory would grow, too.
        const work = async () => {
          while (next < OPERATIONS && !signal.aborted) {
            const index = next++;
            if (index % READING_EVERY === 0) {
              readings.push({ operation: index, bytes: heldBytes() });
              progress(index, OPERATIONS);
            }
            await live.operate(index);
          }
        };
        await Promise.all(Array.from({ length: CALLERS }, work));
      } finally {
        await store.close();
      }
      signal.throwIfAborted();
      const settled = readings.filter(({ operation }) => operation >= SETTLING);
      const peak = Math.max(...readings.map(({ bytes }) => bytes));
      const { slope, low } = slopeOf(settled);
      return {
        'growth per 100,000 operations': slope * PER,
        'growth that is certain': Math.max(0, low * PER),
        'growth in all': peak - openedBytes,
        'peak memory': peak,
      };
    }),
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Resident memory of this process, with only the live objects of V8's heap. The number of free pages that V8 keeps depends on how
 * fast objects were allocated and changes in steps of many megabytes.
 */
function heldBytes(): number {
  collectGarbage();
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - heapTotal + heapUsed;
}

/** Keeps about 10,000 prompts: creates, updates, deletes, reads and lists them, and adds token usage. */
class LivePrompts {
  readonly #store: PromptStore;
  #ids: number[] = [];

  constructor(store: PromptStore) {
    this.#store = store;
  }

  async operate(index: number): Promise<void> {
    const id = this.#ids[(index * 7_919) % this.#ids.length];
    if (id === undefined || index % 10 === 0) {
      this.#ids.push(await this.#store.createPrompt(makePrompt()));
    } else if (index % 10 === 1 && this.#ids.length > 10_000) {
      await this.#store.deletePrompt(this.#ids.shift() as number);
    } else if (index % 10 === 2) {
      await this.#store.updatePrompt(id, { content: `Changed by operation ${index}.` });
    } else if (index % 50 === 3) {
      await this.#store.listPrompts({ limit: 50, before: id });
    } else if (index % 200 === 4) {
      await this.#store.addTokenUsage({ inputTokens: 1, outputTokens: 1, costUsd: 0 });
    } else {
      await this.#store.getPrompt(id);
    }
  }
}

/** Least-squares slope in bytes per operation; `low` is the lower end of its 99 % interval (Student's t). */
function slopeOf(readings: readonly { operation: number; bytes: number }[]) {
  const count = readings.length;
  const meanX = readings.reduce((sum, { operation }) => sum + operation, 0) / count;
  const meanY = readings.reduce((sum, { bytes }) => sum + bytes, 0) / count;
  const spread = readings.reduce((sum, { operation }) => sum + (operation - meanX) ** 2, 0);
  const slope =
    readings.reduce((sum, { operation, bytes }) => sum + (operation - meanX) * (bytes - meanY), 0) /
    spread;
  const residual = readings.reduce(
    (sum, { operation, bytes }) => sum + (bytes - meanY - slope * (operation - meanX)) ** 2,
    0,
  );
  const error = Math.sqrt(residual / (count - 2) / spread);
  return { slope, low: slope - studentTQuantile(0.995, count - 2) * error };
}
