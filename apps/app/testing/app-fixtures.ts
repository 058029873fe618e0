import type {
  Fixtures,
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
} from '@playwright/test';
import { type RunningApp, startApp } from './start-app.ts';

export interface AppFixtures {
  /** Number of prompts in the database before the app starts, set by `test.use`. @default 0 */
  storedPrompts: number;
  /** A running app. Each test has its own, so that it sees only its own prompts. */
  app: RunningApp;
}

/** Fixtures for Playwright's `test` and for the preset's `perfTest`: `page.goto('/')` opens the app. */
export const appFixtures: Fixtures<
  AppFixtures,
  object,
  PlaywrightTestArgs & PlaywrightTestOptions,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = {
  storedPrompts: [0, { option: true }],
  app: async ({ storedPrompts }, use) => {
    const app = await startApp({ prompts: storedPrompts });
    await use(app);
    await app.stop();
  },
  baseURL: ({ app }, use) => use(app.url),
};
