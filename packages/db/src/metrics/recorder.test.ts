import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { DatabaseError } from '../errors.ts';
import { fromFailure } from '../failure.ts';
import { MetricsRecorder } from './recorder.ts';

const status = {
  store: 'high',
  queueDepth: 0,
  walBytes: 0,
  readers: { threads: 0, busy: 0, queued: 0, maxThreads: 1 },
  cache: { entries: 0, rows: 0, hits: 0, misses: 0, hitRatio: 0 },
} as const;

test('counts calls, failures and latencies by method', () => {
  const recorder = new MetricsRecorder();
  const getPrompt = recorder.method('getPrompt');
  recorder.method('never called');
  for (let call = 1; call <= 100; call++) {
    const error = call === 100 ? new DatabaseError('BUSY', 'locked') : null;
    getPrompt.ended(performance.now() - call, error);
  }
  const { operations } = recorder.metrics(status);
  expect(Object.keys(operations)).toEqual(['getPrompt']);
  const metrics = operations['getPrompt'];
  expect(metrics).toMatchObject({ count: 100, failures: 1 });
  expect(metrics?.meanMs).toBe((metrics?.totalMs ?? 0) / 100);
  // From 1 to 100 ms, plus the time to record them.
  expect(metrics?.p50Ms).toBeGreaterThanOrEqual(49);
  expect(metrics?.p95Ms).toBeGreaterThanOrEqual(94);
  expect(metrics?.p99Ms).toBeGreaterThanOrEqual(metrics?.p95Ms ?? Infinity);
  expect(metrics?.maxMs).toBeGreaterThanOrEqual(100);
});

test('counts latencies beyond those kept for later', () => {
  const recorder = new MetricsRecorder();
  const getPrompt = recorder.method('getPrompt');
  for (let call = 1; call <= 1_000; call++) getPrompt.ended(performance.now() - call, null);
  const metrics = recorder.metrics(status).operations['getPrompt'];
  expect(metrics?.count).toBe(1_000);
  // From 1 to 1,000 ms, within 1 %, plus the time to record them.
  expect(metrics?.p50Ms).toBeGreaterThanOrEqual(495);
  expect(metrics?.p99Ms).toBeGreaterThanOrEqual(980);
  expect(metrics?.maxMs).toBeGreaterThanOrEqual(1_000);
});

test('counts commits by thread and by the sizes of their batches', () => {
  const recorder = new MetricsRecorder();
  expect(recorder.metrics(status)).toMatchObject({ meanBatchSize: 0, batchSize: { max: 0 } });
  for (const size of [1, 1, 1, 97]) recorder.committed({ size, durationMs: 1, where: 'direct' });
  recorder.committed({ size: 10, durationMs: 1, where: 'thread' });
  expect(recorder.metrics(status)).toMatchObject({
    batches: 5,
    commits: { direct: 4, thread: 1 },
    meanBatchSize: 22,
    batchSize: { p50: 1, max: 97 },
  });
});

test('is red after a full disk until a write succeeds, and stays red after damage', () => {
  const recorder = new MetricsRecorder();
  const method = recorder.method('createPrompt');
  const health = () => recorder.metrics(status).health;
  const committed = () => recorder.committed({ size: 1, durationMs: 1, where: 'direct' });
  method.ended(performance.now(), new DatabaseError('CONSTRAINT', 'no such prompt'));
  expect(health()).toEqual({ state: 'green' });
  method.ended(performance.now(), new DatabaseError('DISK_FULL', 'full'));
  expect(health()).toMatchObject({ state: 'red', code: 'DISK_FULL', message: 'full' });
  committed();
  expect(health()).toEqual({ state: 'green' });
  method.ended(performance.now(), new DatabaseError('CORRUPT', 'damaged'));
  committed();
  expect(health()).toMatchObject({ state: 'red', code: 'CORRUPT' });
});

test('is red after an I/O error on another thread', () => {
  const recorder = new MetricsRecorder();
  const error = fromFailure({
    code: 'OUTCOME_UNKNOWN',
    message: 'The disk failed.',
    sqliteCode: 'SQLITE_IOERR_FSYNC',
  });
  recorder.method('createPrompt').ended(performance.now(), error);
  expect(recorder.metrics(status).health).toMatchObject({ state: 'red', code: 'OUTCOME_UNKNOWN' });
});

test('keeps the newest twenty slow queries', () => {
  const recorder = new MetricsRecorder();
  for (let query = 0; query < 25; query++) {
    recorder.slow({ method: 'listPrompts', durationMs: query, sql: 'SELECT 1', plan: [] });
  }
  const { slowQueries } = recorder.metrics(status);
  expect(slowQueries.map(({ durationMs }) => durationMs)).toEqual(
    Array.from({ length: 20 }, (_, index) => 24 - index),
  );
});

test('publishes operations and commits to tracers', () => {
  const heard: unknown[] = [];
  const listen = (message: unknown) => void heard.push(message);
  for (const name of ['night-pilot:db:operation', 'night-pilot:db:commit']) {
    subscribe(name, listen);
    onTestFinished(() => void unsubscribe(name, listen));
  }
  const recorder = new MetricsRecorder();
  const commit = { size: 3, durationMs: 1, where: 'direct' } as const;
  recorder.committed(commit);
  recorder.method('getPrompt').ended(performance.now(), new DatabaseError('BUSY', 'locked'));
  expect(heard).toEqual([
    commit,
    { method: 'getPrompt', durationMs: expect.any(Number) as number, code: 'BUSY' },
  ]);
});
