import { expect, onTestFinished, test, vi } from 'vitest';
import { startApp } from './start-app.ts';

test('the environment does not choose the database', async () => {
  vi.stubEnv('NIGHT_PILOT_DB', 'simple');
  onTestFinished(() => void vi.unstubAllEnvs());
  const app = await startApp();
  onTestFinished(async () => void (await app.stop()));
  expect(await app.invokeCommand('health_check', {})).toMatchObject({ database: 'high' });
});
