import { basename } from 'node:path';
import type { PlaywrightTestConfig } from '@playwright/test';
import { findChromium } from '../browser/find-chromium.mjs';
import { CHROME_FLAGS } from './chrome-flags.ts';
import { usableCpus } from './usable-cpus.ts';
import { namedBrowser } from './use-browser.ts';

/** One line of an explanation. */
export interface ExplainedSetting {
  setting: string;
  value: string | number | boolean | string[] | null;
  why: string;
}

/** Lists the settings, the browser and the flags of a configuration on this machine, each with a reason. */
export function describeConfig(config: PlaywrightTestConfig): ExplainedSetting[] {
  const { use = {} } = config;
  const rows: [string, unknown, string][] = [
    ['testDir', config.testDir, ''],
    ['testMatch', config.testMatch, ''],
    [
      'workers',
      config.workers,
      `75 % of ${usableCpus()} usable CPUs, at least 1; 1 when measuring`,
    ],
    ['fullyParallel', config.fullyParallel, 'tests of one file run in parallel too'],
    ['retries', config.retries, '3 for integration, 2 for pages, 0 when measuring'],
    ['repeatEach', config.repeatEach, 'when measuring, each repeat is a fork with its own browser'],
    ['timeout', config.timeout, 'ms for one test'],
    ['actionTimeout', use.actionTimeout, 'ms for one action'],
    ['navigationTimeout', use.navigationTimeout, 'ms for one navigation'],
    ['trace', use.trace, 'it costs time: recorded for the first retry only, never when measuring'],
    ['forbidOnly', config.forbidOnly, 'on where CI is set'],
    ['reporter', reporterNames(config.reporter), 'results go to reports/ of the workspace'],
    ['chromium', namedBrowser(use), browserReason(namedBrowser(use))],
    ['flags', use.launchOptions?.args, 'passed after the flags of Playwright'],
  ];
  return [
    ...rows.map(([setting, value, why]) => ({ setting, value: plain(value), why })),
    ...CHROME_FLAGS.map((known) => ({
      setting: known.flag,
      value: known.class,
      why: known.reason,
    })),
  ];
}

function reporterNames(reporter: PlaywrightTestConfig['reporter']): string[] {
  if (typeof reporter === 'string') return [reporter];
  return (reporter ?? []).map(([name]) => basename(name));
}

function browserReason(browser: string | undefined): string {
  const search = findChromium();
  if (search.state === 'found' && search.path === browser) return `found by: ${search.source}`;
  if (browser !== undefined) return 'named by the configuration';
  return search.state === 'found' ? 'left to Playwright' : search.message;
}

function plain(value: unknown): ExplainedSetting['value'] {
  if (Array.isArray(value)) return value.map(String);
  if (['string', 'number', 'boolean'].includes(typeof value)) return value as string;
  return value instanceof RegExp ? value.source : null;
}
