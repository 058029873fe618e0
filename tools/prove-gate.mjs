#!/usr/bin/env node
// Proves that the gate is green every time, or times it: `node tools/prove-gate.mjs --help`.
// Plain JavaScript on Node's own modules: it needs no installed workspace around it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeSource, removeFolder } from './prove-gate/clone.mjs';
import { HELP, OptionError, readOptions } from './prove-gate/options.mjs';
import { repeatGate } from './prove-gate/repeat-gate.mjs';
import { describeRuns, describeTimes } from './prove-gate/report.mjs';
import { listSituations } from './prove-gate/situations.mjs';
import { timeGate } from './prove-gate/time-gate.mjs';
import { SetupError } from './setup/errors.mjs';
import { terminalProgress } from './setup/progress.mjs';

/** @import { Options } from './prove-gate/options.mjs' */

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
// By its path, because no package may be installed. It needs Node's own modules only.
const OWNED_PATHS = new URL('../packages/perf-report/src/process/owned-paths.ts', import.meta.url)
  .href;
const progress = terminalProgress();

/**
 * @param {Options} options
 * @param {AbortSignal} signal
 * @returns {Promise<number>} The exit code.
 */
async function prove(options, signal) {
  const source = await describeSource(resolve(options.from ?? repository));
  const situations = options.times ? await listSituations(source, options) : null;
  if (source.isDirty) progress.say('Changes that are not committed are left out.');
  const name = options.times ? 'gate-times' : 'prove-gate';
  const report = resolve(options.report ?? join(repository, `reports/${name}.md`));
  const logs = report.replace(/(?:\.md)?$/, '-logs');
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const { ownedTemporaryFolder } = await import(OWNED_PATHS);
  const folder = await ownedTemporaryFolder('prove-gate-');
  const shared = { folder, logs, signal, progress, limitMs: options.limitMs };
  try {
    if (situations !== null) {
      const runs = await timeGate(source, { situations, ...shared });
      finish(report, describeTimes(runs, { source }));
      return runs.every(({ gate, strangers }) => gate.exitCode === 0 && strangers.length === 0)
        ? 0
        : 1;
    }
    const { runs: planned, busy } = options;
    const describe = (/** @type {Parameters<typeof describeRuns>[0]} */ runs) =>
      describeRuns(runs, { source, planned });
    const runs = await repeatGate(source, {
      runs: planned,
      busy,
      ...shared,
      onRun: (runs) => writeFileSync(report, describe(runs)),
    });
    finish(report, describe(runs));
    return runs.every(({ isGreen }) => isGreen) ? 0 : 1;
  } finally {
    removeFolder(folder);
  }
}

/**
 * @param {string} path
 * @param {string} text
 */
function finish(path, text) {
  writeFileSync(path, text);
  process.stdout.write(`\n${text}\n`);
  const fromHere = relative(process.cwd(), path);
  progress.say(`Written to ${fromHere.startsWith('..') ? path : fromHere}.`);
}

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => interruption.abort());

try {
  if (!process.features.typescript) {
    throw new SetupError(
      `Expected Node 22.18 or newer, got ${process.versions.node}. Type: npx node tools/prove-gate.mjs`,
    );
  }
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else process.exitCode = await prove(options, interruption.signal);
} catch (error) {
  const known = error instanceof OptionError || error instanceof SetupError;
  process.exitCode = interruption.signal.aborted ? 130 : 2;
  if (interruption.signal.aborted) progress.say('Interrupted. The clones are removed.');
  else progress.say(known ? error.message : String(/** @type {Error} */ (error).stack ?? error));
}
