import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findChromium, type FindChromiumOptions } from './find-chromium.mjs';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'find-chromium-'));
});

afterEach(() => rm(root, { recursive: true }));

async function write(path: string, mode = 0o755): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
  await chmod(file, mode);
  return file;
}

/** Creates the files of a finished download of Playwright. */
async function download(build: string, executable: string): Promise<string> {
  await write(`home/.cache/ms-playwright/${build}/INSTALLATION_COMPLETE`);
  return write(`home/.cache/ms-playwright/${build}/${executable}`);
}

const find = (env: NodeJS.ProcessEnv = {}, options: FindChromiumOptions = {}) =>
  findChromium({
    env: { PATH: join(root, 'bin'), ...env },
    platform: 'linux',
    home: join(root, 'home'),
    root,
    ...options,
  });

test('prefers the Chromium that NIGHT_PILOT_CHROMIUM names', async () => {
  await download('chromium-1255', 'chrome-linux64/chrome');
  const path = await write('elsewhere/chrome');
  expect(find({ NIGHT_PILOT_CHROMIUM: path })).toEqual({
    state: 'found',
    path,
    source: 'NIGHT_PILOT_CHROMIUM',
  });
});

test.for(['a file without permission', 'a folder', 'nothing'])(
  'stops searching when NIGHT_PILOT_CHROMIUM names %s',
  async (what) => {
    await write('bin/chromium');
    const path = join(root, 'named');
    if (what === 'a folder') await mkdir(path);
    if (what === 'a file without permission') await write('named', 0o644);
    expect(find({ NIGHT_PILOT_CHROMIUM: path })).toEqual({
      state: 'not-executable',
      message: `NIGHT_PILOT_CHROMIUM is ${path}, which is not an executable file: set it to the path of a Chromium, or unset it.`,
    });
  },
);

test("prefers Playwright's newest download, by number and not by letter, to the system", async () => {
  await write('bin/chromium');
  await download('chromium-999', 'chrome-linux/chrome');
  const path = await download('chromium-1255', 'chrome-linux64/chrome');
  expect(find()).toEqual({ state: 'found', path, source: 'playwright' });
});

test('prefers the whole browser to a newer headless shell, and the shell to the system', async () => {
  await write('bin/chromium');
  const shell = await download(
    'chromium_headless_shell-1300',
    'chrome-headless-shell-linux64/chrome-headless-shell',
  );
  expect(find()).toMatchObject({ path: shell });
  const chrome = await download('chromium-1255', 'chrome-linux64/chrome');
  expect(find()).toMatchObject({ path: chrome });
});

test('ignores an aborted download', async () => {
  await write('home/.cache/ms-playwright/chromium-1255/chrome-linux64/chrome');
  const path = await write('bin/chromium');
  expect(find()).toEqual({ state: 'found', path, source: 'system' });
});

test.for<[string, NodeJS.Platform, NodeJS.ProcessEnv, string, string]>([
  [
    'PLAYWRIGHT_BROWSERS_PATH',
    'linux',
    { PLAYWRIGHT_BROWSERS_PATH: 'chosen' },
    'chosen',
    'chrome-linux64/chrome',
  ],
  [
    'XDG_CACHE_HOME',
    'linux',
    { XDG_CACHE_HOME: 'cache' },
    'cache/ms-playwright',
    'chrome-linux64/chrome',
  ],
  [
    'the caches of macOS',
    'darwin',
    {},
    'home/Library/Caches/ms-playwright',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ],
  [
    'LOCALAPPDATA',
    'win32',
    { LOCALAPPDATA: 'local' },
    'local/ms-playwright',
    'chrome-win64/chrome.exe',
  ],
])("looks for Playwright's downloads in %s", async ([, platform, env, registry, executable]) => {
  await write(`${registry}/chromium-1255/INSTALLATION_COMPLETE`);
  const path = await write(`${registry}/chromium-1255/${executable}`);
  const absolute = Object.fromEntries(
    Object.entries(env).map(([name, folder]) => [name, join(root, folder ?? '')]),
  );
  expect(find(absolute, { platform })).toEqual({ state: 'found', path, source: 'playwright' });
});

test('prefers chromium to chrome on the PATH, and the PATH to the usual places', async () => {
  const places = [
    'opt/google/chrome/chrome',
    'bin/google-chrome-stable',
    'bin/google-chrome',
    'bin/chromium-browser',
    'bin/chromium',
  ];
  for (const place of places) {
    const path = await write(place);
    expect(find()).toEqual({ state: 'found', path, source: 'system' });
  }
});

test('says what to type when there is no Chromium', () => {
  expect(find()).toEqual({
    state: 'missing',
    message:
      'No Chromium was found: type `npx playwright install chromium`, `sudo apt-get install chromium` (Debian, Ubuntu), or set NIGHT_PILOT_CHROMIUM to the path of one.',
  });
  expect(find({}, { platform: 'win32' })).toEqual({
    state: 'missing',
    message:
      'No Chromium was found: type `npx playwright install chromium`, or set NIGHT_PILOT_CHROMIUM to the path of one.',
  });
});
