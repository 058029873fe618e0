import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { expect, test } from 'vitest';
import { CHROME_FLAGS, PLAYWRIGHT_FEATURES } from './chrome-flags.ts';

/** Returns the arguments with which the installed Playwright starts Chromium. Its executable writes them to a file. */
async function argumentsOfPlaywright(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chrome-flags-'));
  try {
    const executablePath = join(folder, 'chrome');
    await writeFile(executablePath, `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/arguments\n`);
    await chmod(executablePath, 0o755);
    await expect(chromium.launch({ executablePath })).rejects.toThrow();
    return (await readFile(join(folder, 'arguments'), 'utf8')).trim().split('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('knows the features and the default flags of the installed Playwright', async () => {
  const args = await argumentsOfPlaywright();
  for (const [name, features] of Object.entries(PLAYWRIGHT_FEATURES)) {
    expect(args).toContain(`${name}=${features.join(',')}`);
  }
  const defaults = CHROME_FLAGS.filter((known) => known.class === 'default');
  expect(defaults.map(({ flag }) => flag).filter((flag) => !args.includes(flag))).toEqual([]);
});
