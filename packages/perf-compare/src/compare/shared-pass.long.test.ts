import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instrumentAvailability } from '@night-pilot/perf-host/count';
import { writeProject } from '@night-pilot/perf-report/testing';
import type { PairedBenchmark } from '../versions/paired-benchmarks.ts';
import { findUnchanged } from './shared-pass.ts';

const availability = instrumentAvailability('instructions');
const skipped = availability.state === 'unavailable' ? ` (skipped: ${availability.reason})` : '';
const LIMIT_MS = 900_000;

/** Benchmarks of one file by their names. */
async function versionWith(benchmarks: Record<string, string>): Promise<string> {
  const tests = Object.entries(benchmarks).map(
    ([name, body]) =>
      `test('${name}', async ({ bench }) => { await bench('it', () => { ${body} }).run(); });`,
  );
  const { root } = await writeProject({
    'one.bench.ts': [
      "import { test } from 'vitest';",
      'const list = Array.from({ length: 300 }, (_, id) => ({ id, weight: id % 7 }));',
      ...tests,
    ].join('\n'),
  });
  return root;
}

/** Passes over benchmarks of two versions. @returns the names of those that are unchanged, with their counts. */
async function unchangedIn(base: Record<string, string>, head: Record<string, string>) {
  const [from, to] = [await versionWith(base), await versionWith(head)];
  const benchmarks = Object.keys(head).map((name) => ({
    base: { cwd: from, file: join(from, 'one.bench.ts') },
    instruments: ['instructions', 'allocated'] as const,
    benchmark: {
      suite: name,
      name: 'it',
      test: [name],
      instruments: null,
      base: null,
      head: { cwd: to, file: join(to, 'one.bench.ts') },
      failsInBase: null,
    } satisfies PairedBenchmark,
  }));
  const { signal } = new AbortController();
  const { unchanged } = await findUnchanged(benchmarks, { signal });
  return new Map([...unchanged].map(([{ suite }, counts]) => [suite, counts]));
}

const SUM = 'let sum = 0; for (const one of list) sum += one.id; return sum;';
const COPY = 'return list.map((one) => ({ ...one })).length;';

test.skipIf(availability.state === 'unavailable')(
  `finds what is unchanged in one process for each version, and leaves out a change of 1 %${skipped}`,
  { timeout: LIMIT_MS },
  async () => {
    const count =
      'let count = 0; for (const one of list) if (one.weight === 3) count += 1; return count;';
    const more =
      'let count = 0; for (const one of list) if (one.weight === 3) count += 1; for (let at = 0; at < 6; at += 1) count += list[at].id; return count;';
    const unchanged = await unchangedIn(
      { sum: SUM, count, copy: COPY },
      { sum: SUM, count: more, copy: `/* Copies. */ ${COPY}` },
    );
    expect([...unchanged.keys()]).toEqual(['sum', 'copy']);
    for (const counts of unchanged.values()) {
      expect([...counts.keys()]).toEqual(['instructions', 'allocated']);
      for (const { judgement } of counts.values()) {
        expect(judgement).toMatchObject({ state: 'unchanged' });
      }
    }
    // 300 objects of two properties each, in a list.
    const bytes = unchanged.get('copy')?.get('allocated')?.head;
    expect(bytes?.state === 'counted' && bytes.perIteration).toBeGreaterThan(300 * 8 * 4);
  },
);

test.skipIf(availability.state === 'unavailable')(
  `goes on in a new process after a benchmark that ends its process, throws, waits or is missing in a version${skipped}`,
  { timeout: LIMIT_MS },
  async () => {
    const unchanged = await unchangedIn(
      { first: SUM, exits: SUM, throws: SUM, waits: SUM, sum: SUM },
      {
        first: SUM,
        exits: "if (process.execArgv.includes('--expose-gc')) process.exit(3);",
        throws: "throw new Error('broken');",
        waits: 'return new Promise((done) => setTimeout(done, 1));',
        missing: SUM,
        sum: SUM,
      },
    );
    expect([...unchanged.keys()]).toEqual(['first', 'sum']);
  },
);

test('finds nothing unchanged when it is stopped before', async () => {
  const stop = AbortSignal.abort(new Error('enough'));
  const { unchanged } = await findUnchanged([], { signal: stop });
  expect(unchanged.size).toBe(0);
});
