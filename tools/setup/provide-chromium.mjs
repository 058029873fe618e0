import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { askForConsent } from './ask-for-consent.mjs';
import { SetupError } from './errors.mjs';
import { findChromium, findOnPath } from './preset-browser.mjs';
import { runCommand } from './run-command.mjs';

/** @import { FindChromiumOptions } from '../../packages/playwright-preset/src/browser/find-chromium.d.mts' */

/** @import { Progress } from './progress.mjs' */
/** @import { SetupLog } from './setup-log.mjs' */

/**
 * @typedef {object} ProvideOptions
 * @property {AbortSignal} signal
 * @property {Progress} progress
 * @property {SetupLog} log
 * @property {FindChromiumOptions} [places] Where to look. Programs are started with its `env`.
 * @property {boolean} [isRoot] Whether this process may install system packages.
 * @property {(question: string, signal: AbortSignal) => Promise<boolean>} [consent] Asks before it does.
 */

/** Enough for 200 MB at 0.5 MB/s. */
const DOWNLOAD_LIMIT_MS = 7 * 60_000;
/** Playwright tries five times; with its default, a network that never answers costs 30 s each time. */
const CONNECTION_LIMIT_MS = 10_000;

/**
 * Installs a Chromium: Playwright's download, else Debian's package.
 *
 * @param {string} workspace
 * @param {ProvideOptions} options
 * @throws {SetupError} when neither is possible, the installed browser does not start, or
 *   `NIGHT_PILOT_CHROMIUM` does not name an executable file.
 */
export async function provideChromium(workspace, options) {
  const { progress, log, places = {} } = options;
  const before = findChromium(places);
  if (before.state === 'not-executable') throw new SetupError(before.message);

  let last = await download(workspace, options);
  const downloaded = findChromium(places);
  if (downloaded.state === 'found') return startWithLibraries(workspace, downloaded.path, options);

  const reason = /^(?:\w*Error: )(.+)$/m.exec(last.output)?.[1] ?? last.ending;
  progress.say(`Playwright's download failed: ${reason}.`);
  const question = "Install Debian's package `chromium` with apt-get?";
  if (await maySystemPackagesBeInstalled(question, options)) last = await aptGet(options);
  const installed = findChromium(places);
  if (installed.state === 'found') return;
  throw new SetupError(
    `${installed.message} ${last.name} failed (${last.ending}). ${log.excerpt(last.output)}`,
  );
}

/**
 * @param {string} workspace
 * @param {ProvideOptions} options
 */
function download(workspace, { progress, ...options }) {
  const env = {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECTION_LIMIT_MS),
    ...(options.places?.env ?? process.env),
  };
  const args = ['install', '--no-shell', 'chromium'];
  return progress.step("Installing a Chromium (Playwright's download)", () =>
    playwright(workspace, args, { ...options, env }),
  );
}

/**
 * Checks that a downloaded browser starts; installs the libraries that it needs when it does not.
 *
 * @param {string} workspace
 * @param {string} path Of the browser.
 * @param {ProvideOptions} options
 */
async function startWithLibraries(workspace, path, options) {
  if (starts(path)) return;
  const { progress, log, signal, places = {} } = options;
  const advice = `The browser at ${path} does not start: type \`sudo npx playwright install-deps chromium\`.`;
  const question = 'The browser needs libraries of the system. Install them with apt-get?';
  if (!(await maySystemPackagesBeInstalled(question, options))) throw new SetupError(advice);
  const { output } = await progress.step("Installing the browser's libraries (apt-get)", () =>
    playwright(workspace, ['install-deps', 'chromium'], {
      log,
      signal,
      env: places.env ?? process.env,
    }),
  );
  if (!starts(path)) throw new SetupError(`${advice} ${log.excerpt(output)}`);
}

/**
 * @param {string} workspace
 * @param {readonly string[]} args
 * @param {{ log: SetupLog, signal: AbortSignal, env: NodeJS.ProcessEnv }} options
 */
async function playwright(workspace, args, { log, signal, env }) {
  const cli = join(workspace, 'node_modules/@playwright/test/cli.js');
  const options = { log, signal, env, timeoutMs: DOWNLOAD_LIMIT_MS };
  return {
    name: `playwright ${args[0]}`,
    ...(await runCommand(process.execPath, [cli, ...args], options)),
  };
}

/** @param {ProvideOptions} options */
function aptGet({ progress, log, signal, places = {} }) {
  const env = { ...(places.env ?? process.env), DEBIAN_FRONTEND: 'noninteractive' };
  const quietly = ['-q', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=300'];
  const install = ['install', '--yes', '--no-install-recommends', 'chromium'];
  return progress.step("Installing a Chromium (Debian's package)", async () => {
    await runCommand('apt-get', [...quietly, 'update'], { log, signal, env });
    return {
      name: 'apt-get install',
      ...(await runCommand('apt-get', [...quietly, ...install], { log, signal, env })),
    };
  });
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
 * Returns whether a browser finds the libraries that it needs. It is tried on Linux only: elsewhere
 * a browser brings its libraries, and on Windows the attempt would open a window.
 *
 * @param {string} path
 */
function starts(path) {
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
