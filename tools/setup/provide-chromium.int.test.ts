import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { findChromium } from './preset-browser.mjs';
import { provideChromium } from './provide-chromium.mjs';

/**
 * A machine in a folder: the programs in `bin/` are its PATH, `browsers/` is Playwright's folder,
 * and `log` is where the programs write what they were called with.
 */
async function createMachine(programs: { playwright?: string; 'apt-get'?: string }) {
  const folder = await TemporaryFolder.create();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const log = (program: string) =>
    `PATH=/usr/bin:/bin\necho "${program} $*" >> ${folder.path('log')}`;
  // Playwright's command line is a script of Node: this one hands over to a shell.
  await folder.write(
    'node_modules/@playwright/test/cli.js',
    `const { spawnSync } = require('node:child_process');
     const args = [${JSON.stringify(folder.path('playwright'))}, ...process.argv.slice(2)];
     process.exit(spawnSync('/bin/sh', args, { stdio: 'inherit' }).status);`,
  );
  const { playwright = 'exit 1', 'apt-get': aptGet } = programs;
  await folder.script('playwright', `${log('playwright')}\ncd ${folder.root}\n${playwright}`);
  if (aptGet !== undefined) {
    await folder.script('bin/apt-get', `${log('apt-get')}\ncd ${folder.root}\n${aptGet}`);
  }
  const env = {
    PATH: folder.path('bin'),
    PLAYWRIGHT_BROWSERS_PATH: folder.path('browsers'),
  };
  const places = { env, platform: 'linux' as const, home: folder.root, root: folder.root };
  const said: string[] = [];
  return {
    places,
    said,
    folder,
    calls: async () => (await readFile(folder.path('log'), 'utf8')).trim().split('\n'),
    provide: (options: Partial<Parameters<typeof provideChromium>[1]> = {}) =>
      provideChromium(folder.root, {
        signal: new AbortController().signal,
        say: (line) => said.push(line),
        places,
        isRoot: true,
        consent: async () => true,
        ...options,
      }),
  };
}

const write = (path: string, exitCode: number) =>
  `mkdir -p $(dirname ${path}); printf '#!/bin/sh\\nexit ${exitCode}\\n' > ${path}; chmod +x ${path}`;
const DOWNLOADED = 'browsers/chromium-1255/chrome-linux64/chrome';
const download = (exitCode: number) =>
  `${write(DOWNLOADED, exitCode)}; touch browsers/chromium-1255/INSTALLATION_COMPLETE`;

const NOTHING_FOUND =
  'No Chromium was found: type `npx playwright install chromium`, `sudo apt-get install chromium` (Debian, Ubuntu), or set NIGHT_PILOT_CHROMIUM to the path of one.';

test.runIf(process.platform === 'linux')(
  "takes Playwright's download and asks for nothing else",
  async () => {
    const machine = await createMachine({ playwright: download(0), 'apt-get': 'exit 1' });
    await machine.provide();
    expect(await machine.calls()).toEqual(['playwright install --no-shell chromium']);
    expect(findChromium(machine.places)).toEqual({
      state: 'found',
      path: machine.folder.path(DOWNLOADED),
      source: 'playwright',
    });
  },
);

test('says why the download failed and installs the package of the system', async () => {
  const machine = await createMachine({
    playwright: 'echo "Error: getaddrinfo ENOTFOUND cdn.example" >&2; exit 1',
    'apt-get': `case "$*" in *install*) ${write('bin/chromium', 0)};; esac`,
  });
  await machine.provide();
  expect(machine.said).toContain(
    "Playwright's download failed: getaddrinfo ENOTFOUND cdn.example.",
  );
  expect((await machine.calls()).slice(1)).toEqual([
    expect.stringMatching(/^apt-get .* update$/),
    expect.stringMatching(/^apt-get .* install --yes --no-install-recommends chromium$/),
  ]);
  expect(findChromium(machine.places)).toMatchObject({ state: 'found', source: 'system' });
});

test.for([
  { why: 'without root', options: { isRoot: false } },
  { why: 'against a person’s will', options: { consent: async () => false } },
])('$why no package is installed, and the error says what to type', async ({ options }) => {
  const machine = await createMachine({ 'apt-get': write('bin/chromium', 0) });
  await expect(machine.provide(options)).rejects.toThrow(NOTHING_FOUND);
  expect(await machine.calls()).toEqual(['playwright install --no-shell chromium']);
});

test('an apt-get that fails ends with what to type', async () => {
  const machine = await createMachine({ 'apt-get': 'exit 100' });
  await expect(machine.provide()).rejects.toThrow(NOTHING_FOUND);
});

test.runIf(process.platform === 'linux')(
  'installs the libraries of the system when what was downloaded does not start',
  async () => {
    const machine = await createMachine({
      playwright: `case "$1" in install) ${download(127)};; install-deps) ${write(DOWNLOADED, 0)};; esac`,
      'apt-get': 'exit 1',
    });
    await machine.provide();
    expect(await machine.calls()).toEqual([
      'playwright install --no-shell chromium',
      'playwright install-deps chromium',
    ]);
  },
);

test.runIf(process.platform === 'linux')(
  'says so when what was downloaded does not start and the libraries may not be installed',
  async () => {
    const machine = await createMachine({ playwright: download(127) });
    await expect(machine.provide({ isRoot: false })).rejects.toThrow(
      `The browser at ${machine.folder.path(DOWNLOADED)} does not start: type \`sudo npx playwright install-deps chromium\`.`,
    );
  },
);

test('installs nothing over an explicit choice that is wrong', async () => {
  const machine = await createMachine({ playwright: download(0) });
  const env = { ...machine.places.env, NIGHT_PILOT_CHROMIUM: '/no/such/chromium' };
  await expect(machine.provide({ places: { ...machine.places, env } })).rejects.toThrow(
    'NIGHT_PILOT_CHROMIUM is /no/such/chromium, which is not an executable file: set it to the path of a Chromium, or unset it.',
  );
  await expect(machine.calls()).rejects.toThrow('ENOENT');
});
