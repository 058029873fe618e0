import type { PlaywrightTestConfig } from '@playwright/test';
import { findChromium } from '../browser/find-chromium.mjs';
import { chromeArgs } from './chrome-flags.ts';

type Use = NonNullable<PlaywrightTestConfig['use']>;

/**
 * Returns the given `launchOptions` with merged flags. Adds the Chromium that is found, if any, unless
 * `use` names a browser.
 *
 * @throws {PresetError} with code `FLAG_REFUSED`.
 */
export function browserLaunchOptions(use: Use = {}): Use['launchOptions'] {
  const { launchOptions } = use;
  const args = chromeArgs(launchOptions?.args);
  if (namedBrowser(use) !== undefined) return { ...launchOptions, args };
  const search = findChromium();
  return search.state === 'found'
    ? { ...launchOptions, executablePath: search.path, args }
    : { ...launchOptions, args };
}

/**
 * Returns the browser that `use` names: the address of a running one, else an executable, else a
 * channel; undefined when it leaves the choice to the preset.
 */
export function namedBrowser({ channel, connectOptions, launchOptions }: Use): string | undefined {
  return (
    connectOptions?.wsEndpoint ?? launchOptions?.executablePath ?? channel ?? launchOptions?.channel
  );
}
