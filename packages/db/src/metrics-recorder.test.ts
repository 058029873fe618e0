import { expect, test } from 'vitest';
import { MetricsRecorder } from './metrics-recorder.ts';

test('calls, failures and times are kept by method', () => {
  const recorder = new MetricsRecorder();
  recorder.ended('getPrompt', performance.now(), false);
  recorder.ended('getPrompt', performance.now() - 100, true);
  recorder.ended('close', performance.now(), false);

  const { getPrompt, close } = recorder.operations();
  expect(getPrompt).toMatchObject({ count: 2, failures: 1 });
  expect(getPrompt?.totalMs).toBeGreaterThanOrEqual(100);
  expect(getPrompt?.meanMs).toBe((getPrompt?.totalMs ?? 0) / 2);
  expect(close).toMatchObject({ count: 1, failures: 0 });
});
