import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { instrumentAvailability } from '@night-pilot/perf-host/count';
import { CountMemory } from '../remembered/count-memory.ts';
import { type GitRepository, gitRepository } from '../testing/git-repository.ts';
import type { PairedBenchmark } from '../versions/paired-benchmarks.ts';
import { findUnchanged } from './shared-pass.ts';

const availability = instrumentAvailability('instructions');
const skipped = availability.state === 'unavailable' ? ` (skipped: ${availability.reason})` : '';
const LIMIT_MS = 900_000;

afterEach(() => void vi.unstubAllEnvs());

/** Benchmarks of one file by their names. */
async function versionWith(benchmarks: Record<string, string>): Promise<GitRepository> {
  const tests = Object.entries(benchmarks).map(
    ([name, body]) =>
      `test('${name}', async ({ bench }) => { await bench('it', () => { ${body} }).run(); });`,
  );
  return gitRepository({
    'package.json': '{ "type": "module" }',
    'one.bench.ts': [
      "import { test } from 'vitest';",
      'const list = Array.from({ length: 300 }, (_, id) => ({ id, weight: id % 7 }));',
      ...tests,
    ].join('\n'),
  });
}

/** Passes over benchmarks of two versions. @returns the names of those that are unchanged, with their counts. */
async function unchangedIn(base: Record<string, string>, head: Record<string, string>) {
  return unchangedBetween(await versionWith(base), await versionWith(head), Object.keys(head));
}

async function unchangedBetween(
  { root: from }: GitRepository,
  { root: to }: GitRepository,
  names: readonly string[],
  memory?: CountMemory,
) {
  const benchmarks = names.map((name) => ({
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
  const { unchanged } = await findUnchanged(benchmarks, { memory, signal });
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

test.skipIf(availability.state === 'unavailable')(
  `counts head alone, in the same windows, where base is remembered${skipped}`,
  { timeout: LIMIT_MS },
  async () => {
    const base = await versionWith({ sum: SUM, copy: COPY });
    const more = `${SUM.replace('return', 'for (let at = 0; at < 3; at += 1) sum += list[at].id; return')}`;
    const heads = await Promise.all([
      versionWith({ sum: SUM, copy: `/* Copies. */ ${COPY}` }),
      versionWith({ sum: more, copy: COPY }),
    ]);
    const folder = join(heads[0].root, 'counts');
    const committed = [{ root: base.root, sha: base.git('rev-parse', 'HEAD').trim() }];
    const between = async (head: GitRepository, sampleShare: number) => {
      const memory = new CountMemory({ folder, label: 'counts', committed, sampleShare });
      const unchanged = await unchangedBetween(base, head, ['sum', 'copy'], memory);
      return { unchanged, memory };
    };
    const ofBase = ({ unchanged }: Awaited<ReturnType<typeof between>>) =>
      [...unchanged.values()].map((counts) => counts.get('instructions')?.base);
    const first = await between(heads[0], 0);
    const second = await between(heads[0], 0);
    for (const { unchanged } of [first, second]) {
      expect([...unchanged.keys()]).toEqual(['sum', 'copy']);
    }
    expect(ofBase(first)).toMatchObject([{ isRemembered: false }, { isRemembered: false }]);
    const slopesOf = (count: ReturnType<typeof ofBase>[number]) =>
      count?.state === 'counted' ? count.repeats : [];
    expect(ofBase(second)).toMatchObject(
      ofBase(first).map((count) => ({ isRemembered: true, repeats: slopesOf(count) })),
    );
    const planted = await between(heads[1], 1);
    expect([...planted.unchanged.keys()]).toEqual(['copy']);
    expect(planted.memory.problems).toEqual([]);
  },
);

test('finds nothing unchanged when it is stopped before', async () => {
  const stop = AbortSignal.abort(new Error('enough'));
  const { unchanged } = await findUnchanged([], { signal: stop });
  expect(unchanged.size).toBe(0);
});
