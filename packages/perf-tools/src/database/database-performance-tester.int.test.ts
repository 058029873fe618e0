import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { saveReport } from '../tool-report/save-report.ts';
import type { TestPrompt } from '../data/test-data-generator.ts';
import { readReport } from '@night-pilot/perf-report';
import { SqlitePrompts } from '../testing/sqlite-prompts.ts';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import {
  DatabasePerformanceTester,
  type DatabaseTestOptions,
} from './database-performance-tester.ts';
import type { PromptTarget } from './prompt-target.ts';

const SMALL = { operations: 60, batchSizes: [1, 10] } satisfies DatabaseTestOptions;

async function open<Store extends SqlitePrompts>(
  Kind: new (path: string) => Store,
): Promise<Store> {
  const store = new Kind(join(await temporaryFolder(), 'prompts.db'));
  onTestFinished(() => store.close());
  return store;
}

test('runs the whole workload against a sound store without a failure', async () => {
  const store = await open(SqlitePrompts);
  const { operations, verification } = await new DatabasePerformanceTester(store, SMALL).run();
  expect(
    operations.map(({ operation, batchSize, ...rest }) => [
      [operation, batchSize ?? ''].join(' ').trim(),
      rest.state === 'measured' ? [rest.result.succeeded, rest.success] : rest.reason,
    ]),
  ).toEqual([
    ['insert', [60, 1]],
    ['insert batch 1', [60, 1]],
    ['insert batch 10', [20, 1]],
    ['point read', [60, 1]],
    ['list', [60, 1]],
    ['search', [60, 1]],
    ['mix', [60, 1]],
  ]);
  // A fifth of the mix inserts, drawn by the seed.
  const written = verification.state === 'verified' ? verification.written : 0;
  expect(verification).toMatchObject({ state: 'verified', lost: [], altered: [] });
  expect(written).toBeGreaterThanOrEqual(320 + 4);
  expect(written).toBeLessThanOrEqual(320 + 25);
  expect(await store.listPrompts({ limit: 1_000 })).toHaveLength(written);
});

test('writes the same prompts with the same seed', async () => {
  const contents = async () => {
    const store = await open(SqlitePrompts);
    await new DatabasePerformanceTester(store, { ...SMALL, concurrency: 1, seed: 5 }).run();
    return store.listPrompts({ limit: 1_000 });
  };
  expect(await contents()).toEqual(await contents());
});

test('saves its measurements in a report', async () => {
  const tester = new DatabasePerformanceTester(await open(SqlitePrompts), SMALL);
  expect(tester.metrics()).toEqual([]);
  await tester.run();
  const path = join(await temporaryFolder(), 'report.json');
  await saveReport(path, { suite: 'prompts', sources: [tester], from: import.meta.dirname });
  const { metrics } = await readReport(path);
  expect(metrics).toHaveLength(7 * 3 + 1);
  const batch = metrics.filter(({ params }) => params['batchSize'] === 10);
  expect(batch.map(({ name }) => name)).toEqual([
    'insert batch latency',
    'insert batch throughput',
    'insert batch success',
  ]);
  const [latency, throughput] = batch.map((metric) => metric.state === 'measured' && metric);
  if (!latency || !throughput) throw new Error('Expected measured metrics.');
  expect(latency.forks[0]?.samples).toHaveLength(20);
  // Throughput counts prompts, not batches: 200 in the time of the test.
  const seconds = (throughput.forks[0]?.durationMs ?? NaN) / 1_000;
  expect(throughput.summary.mean * seconds).toBeCloseTo(200, 6);
  expect(metrics.at(-1)).toMatchObject({ name: 'prompts lost or altered', summary: { mean: 0 } });
});

class Forgetful extends SqlitePrompts {
  /** A store that acknowledges every tenth prompt without writing it. */
  override async createPrompt(prompt: TestPrompt): Promise<number> {
    const id = await super.createPrompt(prompt);
    if (id % 10 === 0) this.forget(id);
    return id;
  }
}

class Careless extends SqlitePrompts {
  override async createPrompt(prompt: TestPrompt): Promise<number> {
    return super.createPrompt({ ...prompt, tags: null });
  }
}

test('reports the ids of acknowledged prompts that a store has lost', async () => {
  const { operations, verification } = await new DatabasePerformanceTester(await open(Forgetful), {
    operations: 40,
    workload: ['insert', 'point read'],
  }).run();
  expect(verification).toMatchObject({ written: 40, lost: [10, 20, 30, 40], altered: [] });
  const [insert, read] = operations;
  expect(insert).toMatchObject({ state: 'measured', success: 1 });
  if (read?.state !== 'measured') throw new Error('Expected a measured point read.');
  expect(read.success).toBeLessThan(1);
  expect([...read.result.failures.keys()]).toEqual(['A written prompt was not found.']);
});

test('reports prompts that a store has altered', async () => {
  const tester = new DatabasePerformanceTester(await open(Careless), {
    operations: 20,
    workload: ['insert'],
  });
  const { verification } = await tester.run();
  if (verification.state !== 'verified') throw new Error('Expected a verification.');
  expect(verification.lost).toEqual([]);
  expect(verification.altered.length).toBeGreaterThan(10);
});

test('reports operations as unavailable when the target has no method for them', async () => {
  let last = 0;
  const target: PromptTarget = { createPrompt: () => ++last };
  const { operations, verification } = await new DatabasePerformanceTester(target, SMALL).run();
  expect(operations[0]).toMatchObject({ operation: 'insert', state: 'measured', success: 1 });
  expect(
    operations
      .slice(1)
      .map((measured) => (measured.state === 'unavailable' ? measured.reason : measured.state)),
  ).toEqual([
    'The target has no createPrompts.',
    'The target has no createPrompts.',
    'The target has no getPrompt.',
    'The target has no listPrompts.',
    'The target has no listPrompts.',
    'The target has no getPrompt.',
  ]);
  expect(verification).toEqual({ state: 'unavailable', reason: 'The target has no getPrompt.' });
});

test('fails every insert, and reads nothing, when the target is down', async () => {
  const target: PromptTarget = {
    createPrompt: () => Promise.reject(new Error('database is locked')),
    getPrompt: () => null,
  };
  const { operations } = await new DatabasePerformanceTester(target, {
    operations: 10,
    workload: ['insert', 'point read'],
  }).run();
  expect(operations).toMatchObject([
    { state: 'measured', success: 0 },
    { state: 'unavailable', reason: 'There is no written prompt to read.' },
  ]);
});

test('fails an insert without an id, a batch with too few ids, and a list that is too long', async () => {
  const target = {
    createPrompt: async () => undefined as unknown as number,
    createPrompts: async () => [1],
    getPrompt: async () => null,
    listPrompts: async () => Array.from({ length: 51 }, () => ({ title: '', content: '' })),
  } satisfies PromptTarget;
  const { operations } = await new DatabasePerformanceTester(target, {
    operations: 4,
    batchSizes: [1, 2],
    workload: ['insert', 'insert batch', 'list'],
  }).run();
  expect(
    operations.map(
      (measured) => measured.state === 'measured' && [...measured.result.failures.keys()],
    ),
  ).toEqual([
    ['Expected the id of the new prompt, got undefined.'],
    [],
    ['Expected 2 new ids, got 1.'],
    ['Expected a list of 4 to 50 prompts, got 51.'],
  ]);
});

test('abandons a target that hangs, and ends with the reason of an abort', async () => {
  const target: PromptTarget = { createPrompt: () => new Promise(() => undefined) };
  const hanging = { operations: 3, timeoutMs: 5, workload: ['insert'] } as const;
  const { operations } = await new DatabasePerformanceTester(target, hanging).run();
  expect(operations).toMatchObject([{ result: { timedOut: 3 }, success: 0 }]);
  const aborted = new DatabasePerformanceTester(target, {
    ...hanging,
    signal: AbortSignal.abort(new Error('enough')),
  });
  await expect(aborted.run()).rejects.toThrow('enough');
});

test.each([
  [{ operations: 0 }, /^operations must be whole numbers from 1, got 0/],
  [{ batchSizes: [1, 2.5] }, /^batchSizes must be/],
  [{ readShare: 1.1 }, /^readShare must be from 0 to 1/],
  [{ workload: [] }, /^workload must name some of insert, insert batch, .* got none/],
  [{ workload: ['delete'] }, /got delete/],
])('refuses %o', (options, message) => {
  const create = () =>
    new DatabasePerformanceTester({ createPrompt: () => 1 }, options as DatabaseTestOptions);
  expect(create).toThrow(message);
});
