import { expect, onTestFinished, test, vi } from 'vitest';
import { startApp } from './start-app.ts';

test('ignores NIGHT_PILOT_DB of the environment', async () => {
  vi.stubEnv('NIGHT_PILOT_DB', 'simple');
  onTestFinished(() => void vi.unstubAllEnvs());
  const app = await startApp();
  onTestFinished(async () => void (await app.stop()));
  expect(await app.invokeCommand('health_check', {})).toMatchObject({ database: 'high' });
});
