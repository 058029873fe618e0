#!/usr/bin/env node
// Makes a fresh clone ready to run: installs the dependencies, then a Chromium. It runs before every
// script of package.json that needs them, so it is silent and quick when there is nothing to do. It
// prints one line for each step; the output of npm, apt-get and Playwright goes to reports/setup.log.
// Plain JavaScript on Node's own modules: an older Node starts it before anything is installed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './setup/errors.mjs';
import { areDependenciesCurrent, installDependencies } from './setup/install-dependencies.mjs';
import { lookForValgrind } from './setup/look-for-valgrind.mjs';
import { oneAtATime } from './setup/one-at-a-time.mjs';
import { findChromium } from './setup/preset-browser.mjs';
import { terminalProgress } from './setup/progress.mjs';
import { provideChromium } from './setup/provide-chromium.mjs';
import { SetupLog } from './setup/setup-log.mjs';

const OLDEST_NODE = 20;
const workspace = dirname(dirname(fileURLToPath(import.meta.url)));
const progress = terminalProgress();
const { say } = progress;

/** @param {AbortSignal} signal */
async function setUp(signal) {
  assertNodeVersion();
  if (areDependenciesCurrent(workspace) && findChromium().state === 'found') return;
  await oneAtATime(join(workspace, '.nx/setup.lock'), { signal, say }, async () => {
    // Another set-up may have finished while this one waited: check again.
    const needsDependencies = !areDependenciesCurrent(workspace);
    const needsChromium = () => findChromium().state !== 'found';
    if (!needsDependencies && !needsChromium()) return;
    const log = new SetupLog(join(workspace, 'reports/setup.log'));
    if (needsDependencies) await installDependencies(workspace, { signal, progress, log });
    if (needsChromium()) await provideChromium(workspace, { signal, progress, log });
  });
  const offer = lookForValgrind();
  if (offer !== null) say(offer);
}

function assertNodeVersion() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return;
  throw new SetupError(
    `Expected Node ${OLDEST_NODE} or newer, but this is Node ${process.versions.node}: install a newer one from nodejs.org.`,
  );
}

const interruption = new AbortController();
const exitCodes = { SIGINT: 130, SIGTERM: 143 };
/** @type {number | undefined} */
let interrupted;
for (const [name, code] of Object.entries(exitCodes)) {
  process.on(name, () => {
    interrupted ??= code;
    interruption.abort();
  });
}

try {
  await setUp(interruption.signal);
} catch (error) {
  process.exitCode = interrupted ?? 2;
  if (error instanceof SetupError) say(error.message);
  else if (interrupted === undefined) say(String(/** @type {Error} */ (error).stack ?? error));
}
