// Plain JavaScript on Node's own modules: tools/setup.mjs runs it with an older Node, before
// anything is installed.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { findOnPath, isExecutable } from './executables.mjs';

/** @import { ChromiumSearch, FindChromiumOptions } from './find-chromium.d.mts' */
/** @typedef {Required<FindChromiumOptions>} Places */

const VARIABLE = 'NIGHT_PILOT_CHROMIUM';

/** Commands on the PATH, the open-source one first. */
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Usual places that may not be on the PATH. */
const FIXED_PLACES = {
  linux: ['/usr/bin/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome'],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
};

/** Below %ProgramFiles%, %ProgramFiles(x86)% and %LocalAppData%. */
const WINDOWS_PLACES = ['Chromium/Application/chrome.exe', 'Google/Chrome/Application/chrome.exe'];

/** Playwright's two builds of Chromium, by folder name, the whole browser first. */
const PLAYWRIGHT_BUILDS = [
  {
    folder: /^chromium-(\d+)$/,
    executables: {
      linux: ['chrome-linux64/chrome', 'chrome-linux-arm64/chrome', 'chrome-linux/chrome'],
      darwin: ['arm64', 'x64'].map(
        (cpu) =>
          `chrome-mac-${cpu}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`,
      ),
      win32: ['chrome-win64/chrome.exe'],
    },
  },
  {
    folder: /^chromium_headless_shell-(\d+)$/,
    executables: {
      linux: [
        'chrome-headless-shell-linux64/chrome-headless-shell',
        'chrome-headless-shell-linux-arm64/chrome-headless-shell',
        'chrome-linux/headless_shell',
      ],
      darwin: ['arm64', 'x64'].map(
        (cpu) => `chrome-headless-shell-mac-${cpu}/chrome-headless-shell`,
      ),
      win32: ['chrome-headless-shell-win64/chrome-headless-shell.exe'],
    },
  },
];

/**
 * @param {FindChromiumOptions} options
 * @returns {ChromiumSearch}
 */
export function findChromium(options = {}) {
  const { env = process.env, platform = process.platform, home = homedir(), root = '' } = options;
  const explicit = env[VARIABLE];
  if (explicit) {
    return isExecutable(explicit)
      ? { state: 'found', path: resolve(explicit), source: VARIABLE }
      : {
          state: 'not-executable',
          message: `${VARIABLE} is ${explicit}, which is not an executable file: set it to the path of a Chromium, or unset it.`,
        };
  }
  const places = { env, platform, home, root };
  const downloaded = downloadedByPlaywright(places).find(isExecutable);
  if (downloaded) return { state: 'found', path: downloaded, source: 'playwright' };
  const installed = onTheSystem(places).find(isExecutable);
  if (installed) return { state: 'found', path: installed, source: 'system' };
  return { state: 'missing', message: missing(platform) };
}

/**
 * Lists the candidates in Playwright's folder of browsers, the newest first.
 *
 * @param {Places} places
 * @returns {string[]}
 */
function downloadedByPlaywright(places) {
  const registry = playwrightRegistry(places);
  if (registry === null || !existsSync(registry)) return [];
  const names = readdirSync(registry);
  return PLAYWRIGHT_BUILDS.flatMap(({ folder, executables }) =>
    names
      .flatMap((name) => {
        const revision = folder.exec(name)?.[1];
        return revision === undefined ? [] : [{ name, revision: Number(revision) }];
      })
      .sort((a, b) => b.revision - a.revision)
      // Playwright writes the marker last: an aborted download has none.
      .filter(({ name }) => existsSync(join(registry, name, 'INSTALLATION_COMPLETE')))
      .flatMap(({ name }) =>
        (executables[/** @type {'linux'} */ (places.platform)] ?? []).map((executable) =>
          join(registry, name, executable),
        ),
      ),
  );
}

/**
 * @param {Places} places
 * @returns {string | null}
 */
function playwrightRegistry({ env, platform, home }) {
  const chosen = env.PLAYWRIGHT_BROWSERS_PATH;
  if (chosen === '0') return besidePlaywright();
  if (chosen) return resolve(env.INIT_CWD ?? '', chosen);
  if (platform === 'darwin') return join(home, 'Library/Caches/ms-playwright');
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(home, 'AppData/Local'), 'ms-playwright');
  }
  return join(env.XDG_CACHE_HOME ?? join(home, '.cache'), 'ms-playwright');
}

/** Returns the folder that `PLAYWRIGHT_BROWSERS_PATH=0` means: one inside the package, or null when it is not installed. */
function besidePlaywright() {
  try {
    const manifest = createRequire(import.meta.url).resolve('playwright-core/package.json');
    return join(dirname(manifest), '.local-browsers');
  } catch {
    return null;
  }
}

/**
 * @param {Places} places
 * @returns {string[]}
 */
function onTheSystem({ env, platform, root }) {
  if (platform === 'win32') {
    return [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].flatMap((folder) =>
      folder ? WINDOWS_PLACES.map((place) => join(folder, place)) : [],
    );
  }
  return [
    ...COMMANDS.flatMap((command) => findOnPath(command, env) ?? []),
    ...(FIXED_PLACES[/** @type {'linux'} */ (platform)] ?? []).map((place) => join(root, place)),
  ];
}

/** @param {string} platform */
function missing(platform) {
  const aptGet = platform === 'linux' ? '`sudo apt-get install chromium` (Debian, Ubuntu), ' : '';
  return `No Chromium was found: type \`npx playwright install chromium\`, ${aptGet}or set ${VARIABLE} to the path of one.`;
}
