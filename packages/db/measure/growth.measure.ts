import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import Database from 'better-sqlite3';
import { defineMeasurement } from '@night-pilot/perf-kit';
import { makePrompt } from '../bench/prompts.ts';
import { INSERT } from '../bench/peers/peer.ts';
import { HighPerfDatabase, type PromptStore, SimpleDatabase } from '../src/index.ts';
import { withTempFile } from './temp-store.ts';

const SMALL = 10_000;
const LARGE = 10_000_000;
const NEEDED_BYTES = 8 * 1024 ** 3;
const ROWS_PER_TRANSACTION = 100_000;
const ROUNDS = 60;
const CALLERS = 20;

export default defineMeasurement({
  name: 'a write as the table grows',
  limitMinutes: 45,
  metrics: { 'cost at 10 million rows': { kind: 'ratio', unit: 'x', better: 'lower' } },
  async run({ signal, progress }) {
    const { bavail, bsize } = await statfs(tmpdir());
    if (bavail * bsize < NEEDED_BYTES) {
      throw new Error(
        `Ten million prompts need ${NEEDED_BYTES / 1024 ** 3} GiB in ${tmpdir()}, but only ${Math.round((bavail * bsize) / 1024 ** 3)} GiB are free: set TMPDIR to a larger disk.`,
      );
    }
    return withTempFile((smallPath) =>
      withTempFile(async (largePath) => {
        await fill(smallPath, SMALL, signal);
        await fill(largePath, LARGE, signal, progress);
        const small = await HighPerfDatabase.open(smallPath);
        const large = await HighPerfDatabase.open(largePath);
        try {
          return { 'cost at 10 million rows': await ratioOf(large, small) };
        } finally {
          await Promise.all([small.close(), large.close()]);
        }
      }),
    );
  },
});

/** Makes a prompt whose title is in no order, as in real use: each insert goes to another place of an index by title. */
function shuffledPrompt() {
  const prompt = makePrompt();
  const scattered = (Number(/\d+$/.exec(prompt.title)?.[0]) * 2_654_435_761) % 2 ** 32;
  return { ...prompt, title: `${scattered.toString(36)} ${prompt.title}` };
}

async function fill(
  path: string,
  rows: number,
  signal: AbortSignal,
  progress?: (done: number, total: number) => void,
): Promise<void> {
  await (await SimpleDatabase.open(path)).close();
  const connection = new Database(path);
  try {
    // Nobody relies on these rows yet.
    connection.pragma('journal_mode = OFF');
    connection.pragma('synchronous = OFF');
    connection.pragma('cache_size = -2000000');
    const insert = connection.prepare(INSERT);
    for (let done = 0; done < rows;) {
      signal.throwIfAborted();
      connection.exec('BEGIN');
      for (let row = 0; row < ROWS_PER_TRANSACTION && done < rows; row++, done++) {
        const { title, content, tags = null } = shuffledPrompt();
        insert.run(title, content, tags, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
      }
      connection.exec('COMMIT');
      progress?.(done, rows);
      // Lets the abort signal arrive.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    connection.close();
  }
}

/** Geometric mean of the ratios of rounds in which the two take turns, so that disturbances hit both. */
async function ratioOf(large: PromptStore, small: PromptStore): Promise<number> {
  await Promise.all([timeOf(large, ROUNDS), timeOf(small, ROUNDS)]);
  let logarithms = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = round % 2 === 0 ? [large, small] : [small, large];
    const times = new Map([[first, await timeOf(first, 20)]]);
    times.set(second, await timeOf(second, 20));
    logarithms += Math.log((times.get(large) as number) / (times.get(small) as number));
  }
  return Math.exp(logarithms / ROUNDS);
}

/** Time of `commits` commits of 20 writes each, in ms. */
async function timeOf(store: PromptStore, commits: number): Promise<number> {
  const startedAt = performance.now();
  for (let commit = 0; commit < commits; commit++) {
    await Promise.all(Array.from({ length: CALLERS }, () => store.createPrompt(shuffledPrompt())));
  }
  return performance.now() - startedAt;
}
