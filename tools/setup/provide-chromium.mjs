import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { askForConsent } from './ask-for-consent.mjs';
import { SetupError } from './errors.mjs';
import { findChromium, findOnPath } from './preset-browser.mjs';
import { runCommand } from './run-command.mjs';

/** @import { FindChromiumOptions } from '../../packages/playwright-preset/src/browser/find-chromium.d.mts' */

/**
 * @typedef {object} ProvideOptions
 * @property {AbortSignal} signal
 * @property {(line: string) => void} say
 * @property {FindChromiumOptions} [places] Where to look; its `env` is that of all programs that are started.
 * @property {boolean} [isRoot] Whether this process may install system packages.
 * @property {(question: string, signal: AbortSignal) => Promise<boolean>} [consent] Asks before it does.
 */

/** Enough for 200 MB at 0.5 MB/s. */
const DOWNLOAD_LIMIT_MS = 7 * 60_000;
/** Playwright tries five times; by default a network that answers nothing costs 30 s each. */
const CONNECTION_LIMIT_MS = 10_000;

/**
 * Installs a Chromium: Playwright's download, else Debian's package.
 *
 * @param {string} workspace
 * @param {ProvideOptions} options
 * @throws {SetupError} when neither is possible, what was installed does not start, or
 *   `NIGHT_PILOT_CHROMIUM` names no executable.
 */
export async function provideChromium(workspace, options) {
  const { signal, say, places = {} } = options;
  const env = places.env ?? process.env;
  const before = findChromium(places);
  if (before.state === 'not-executable') throw new SetupError(before.message);

  say("Installing a Chromium (Playwright's download) …");
  const { errors } = await playwright(workspace, ['install', '--no-shell', 'chromium'], {
    signal,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECTION_LIMIT_MS), ...env },
    // It prints a stack for each of its five attempts.
    hideErrors: true,
  });
  const downloaded = findChromium(places);
  if (downloaded.state === 'found') {
    if (starts(downloaded.path)) return;
    const question = 'The browser needs libraries of the system. Install them with apt-get?';
    if (await maySystemPackagesBeInstalled(question, options)) {
      await playwright(workspace, ['install-deps', 'chromium'], { signal, env });
    }
    if (starts(downloaded.path)) return;
    throw new SetupError(
      `The browser at ${downloaded.path} does not start: type \`sudo npx playwright install-deps chromium\`.`,
    );
  }

  const reason = /^(?:\w*Error: )(.+)$/m.exec(errors)?.[1];
  say(`Playwright's download failed${reason ? `: ${reason}` : ''}.`);
  const question = "Install Debian's package `chromium` with apt-get?";
  if (await maySystemPackagesBeInstalled(question, options)) {
    say("Installing a Chromium (Debian's package) …");
    await aptGet({ signal, env });
  }
  const installed = findChromium(places);
  if (installed.state !== 'found') throw new SetupError(installed.message);
}

/**
 * @param {string} workspace
 * @param {readonly string[]} args
 * @param {{ signal: AbortSignal, env: NodeJS.ProcessEnv, hideErrors?: boolean }} options
 */
function playwright(workspace, args, options) {
  const cli = join(workspace, 'node_modules/@playwright/test/cli.js');
  return runCommand(process.execPath, [cli, ...args], { ...options, timeoutMs: DOWNLOAD_LIMIT_MS });
}

/** @param {{ signal: AbortSignal, env: NodeJS.ProcessEnv }} options */
async function aptGet({ signal, env }) {
  const options = { signal, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  const quietly = ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=300'];
  await runCommand('apt-get', [...quietly, 'update'], options);
  const install = ['install', '--yes', '--no-install-recommends', 'chromium'];
  await runCommand('apt-get', [...quietly, ...install], options);
}

/**
 * @param {string} question
 * @param {ProvideOptions} options
 */
async function maySystemPackagesBeInstalled(question, options) {
  const {
    signal,
    places = {},
    isRoot = process.getuid?.() === 0,
    consent = askForConsent,
  } = options;
  const { env = process.env } = places;
  return isRoot && findOnPath('apt-get', env) !== null && (await consent(question, signal));
}

/**
 * Whether a browser finds the libraries that it needs. Asked on Linux only: elsewhere they come
 * with it, and on Windows the question would open a window.
 *
 * @param {string} path
 */
function starts(path) {
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
