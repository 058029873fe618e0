import { test as base } from '@playwright/test';
import { type AppFixtures, appFixtures } from '../testing/app-fixtures.ts';

/** Playwright's `test` with a running app. */
export const test = base.extend<AppFixtures>(appFixtures);
