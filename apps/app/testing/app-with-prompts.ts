import { SimpleDatabase } from '@night-pilot/db';
import { onTestFinished } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';

/** Starts an app with `count` prompts titled p0, p1 and so on, whose contents have `bytesEach` bytes. It stops with the test. */
export async function appWithPrompts(count: number, bytesEach: number): Promise<RunningApp> {
  const app = await startApp();
  onTestFinished(async () => void (await app.stop()));
  const store = await SimpleDatabase.open(app.databasePath);
  const content = 'x'.repeat(bytesEach);
  for (let at = 0; at < count; at++) await store.createPrompt({ title: `p${at}`, content });
  await store.close();
  return app;
}
