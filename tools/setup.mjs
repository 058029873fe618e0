#!/usr/bin/env node
// Makes a fresh clone ready to run: dependencies, then a Chromium. Started before every script of
// package.json that needs them, so it is silent and quick when there is nothing to do.
// Plain JavaScript on Node's own modules: an older Node has to start it before anything is installed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './setup/errors.mjs';
import { areDependenciesCurrent, installDependencies } from './setup/install-dependencies.mjs';
import { lookForValgrind } from './setup/look-for-valgrind.mjs';
import { oneAtATime } from './setup/one-at-a-time.mjs';
import { findChromium } from './setup/preset-browser.mjs';
import { provideChromium } from './setup/provide-chromium.mjs';

const OLDEST_NODE = 20;
const workspace = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {AbortSignal} signal */
async function setUp(signal) {
  assertNodeVersion();
  if (areDependenciesCurrent(workspace) && findChromium().state === 'found') return;
  await oneAtATime(join(workspace, '.nx/setup.lock'), { signal, say }, async () => {
    // Another set-up may have done it all while this one waited.
    if (!areDependenciesCurrent(workspace)) await installDependencies(workspace, { signal, say });
    if (findChromium().state !== 'found') await provideChromium(workspace, { signal, say });
  });
  const offer = lookForValgrind();
  if (offer !== null) say(offer);
}

function assertNodeVersion() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return;
  throw new SetupError(
    `Expected Node ${OLDEST_NODE} or newer, this is ${process.versions.node}: install a newer one from nodejs.org.`,
  );
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
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
