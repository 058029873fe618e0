import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { findChromium } from './preset-browser.mjs';
import { createProgress } from './progress.mjs';
import { provideChromium } from './provide-chromium.mjs';
import { SetupLog } from './setup-log.mjs';

/**
 * A machine in a folder: `bin/` is its PATH, `browsers/` is Playwright's folder, and the programs
 * write their arguments to the file `log`.
 */
async function createMachine(programs: { playwright?: string; 'apt-get'?: string }) {
  const folder = await TemporaryFolder.create();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const log = (program: string) =>
    `PATH=/usr/bin:/bin\necho "${program} $*" >> ${folder.path('log')}`;
  // Playwright's command line is a Node script: this one calls a shell script.
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
        progress: createProgress({ write: (text) => said.push(text), isTerminal: false }),
        log: new SetupLog(folder.path('setup.log')),
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
  "takes Playwright's download and runs nothing else",
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

test('gives the reason of a failed download in one line and installs the package of the system', async () => {
  const stack = 'at ClientRequest.<anonymous> (registry.js:1:2)';
  const machine = await createMachine({
    playwright: `echo "Error: getaddrinfo ENOTFOUND cdn.example" >&2; echo "    ${stack}"; exit 1`,
    'apt-get': `echo "Unpacking …"; case "$*" in *install*) ${write('bin/chromium', 0)};; esac`,
  });
  await machine.provide();
  expect(machine.said).toEqual([
    "Installing a Chromium (Playwright's download) …\n",
    "Playwright's download failed: getaddrinfo ENOTFOUND cdn.example.\n",
    "Installing a Chromium (Debian's package) …\n",
  ]);
  expect((await machine.calls()).slice(1)).toEqual([
    expect.stringMatching(/^apt-get .* update$/),
    expect.stringMatching(/^apt-get .* install --yes --no-install-recommends chromium$/),
  ]);
  expect(findChromium(machine.places)).toMatchObject({ state: 'found', source: 'system' });
  const log = await readFile(machine.folder.path('setup.log'), 'utf8');
  expect(log).toContain(stack);
  expect(log.match(/Unpacking/g)).toHaveLength(2);
});

test.for([
  { why: 'without root', options: { isRoot: false } },
  { why: 'without consent', options: { consent: async () => false } },
])('installs no package $why, and the error says what to type', async ({ options }) => {
  const machine = await createMachine({ 'apt-get': write('bin/chromium', 0) });
  await expect(machine.provide(options)).rejects.toThrow(NOTHING_FOUND);
  expect(await machine.calls()).toEqual(['playwright install --no-shell chromium']);
});

test('shows what apt-get printed when it fails, and says what to type', async () => {
  const machine = await createMachine({ 'apt-get': 'echo "E: No space left."; exit 100' });
  await expect(machine.provide()).rejects.toThrow(
    `${NOTHING_FOUND} apt-get install failed (exit code 100). It printed last:\n  E: No space left.\n`,
  );
});

test.runIf(process.platform === 'linux')(
  'installs the libraries of the system when the downloaded browser does not start',
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
  'reports a browser that does not start when it may not install libraries',
  async () => {
    const machine = await createMachine({ playwright: download(127) });
    await expect(machine.provide({ isRoot: false })).rejects.toThrow(
      `The browser at ${machine.folder.path(DOWNLOADED)} does not start: type \`sudo npx playwright install-deps chromium\`.`,
    );
  },
);

test('installs nothing when NIGHT_PILOT_CHROMIUM is wrong', async () => {
  const machine = await createMachine({ playwright: download(0) });
  const env = { ...machine.places.env, NIGHT_PILOT_CHROMIUM: '/no/such/chromium' };
  await expect(machine.provide({ places: { ...machine.places, env } })).rejects.toThrow(
    'NIGHT_PILOT_CHROMIUM is /no/such/chromium, which is not an executable file: set it to the path of a Chromium, or unset it.',
  );
  await expect(machine.calls()).rejects.toThrow('ENOENT');
});
