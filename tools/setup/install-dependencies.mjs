import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './errors.mjs';
import { runCommand } from './run-command.mjs';

/** @import { Progress } from './progress.mjs' */
/** @import { SetupLog } from './setup-log.mjs' */

/** Inside node_modules, so that it is removed together with that folder. */
const STAMP = 'node_modules/.setup-stamp';

/**
 * Overrides npm settings and NODE_ENV of the user: our tools are devDependencies, and an install
 * script brings Node.
 */
const EVERYTHING = ['--include=dev', '--ignore-scripts=false'];

/** Paths that every script of package.json needs. */
const NEEDED = [
  process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node',
  'node_modules/nx',
];

/**
 * Returns whether node_modules matches the lock file, according to the stamp of the last set-up.
 *
 * @param {string} workspace
 */
export function areDependenciesCurrent(workspace) {
  const stamp = join(workspace, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === describeWanted(workspace);
}

/**
 * Runs `npm ci` and leaves a stamp when everything that the scripts need is there.
 *
 * @param {string} workspace
 * @param {{ signal: AbortSignal, progress: Progress, log: SetupLog }} options
 * @throws {SetupError} when npm fails, or leaves out what the scripts need.
 */
export async function installDependencies(workspace, { signal, progress, log }) {
  const stamp = join(workspace, STAMP);
  // Read before npm starts: if the lock file changes meanwhile, the next set-up installs again.
  const wanted = describeWanted(workspace);
  rmSync(stamp, { force: true });
  const [command, ...args] = [...npm(), 'ci', ...EVERYTHING, '--no-audit', '--no-fund'];
  const { succeeded, ending, output } = await progress.step(
    'Installing the dependencies (npm ci)',
    () => runCommand(command, args, { log, signal, cwd: workspace }),
  );
  if (!succeeded) {
    throw new SetupError(
      `The dependencies could not be installed: npm ci failed (${ending}). ${log.excerpt(output)} Type \`npm ci\` to try it alone.`,
    );
  }
  const missing = NEEDED.find((path) => !existsSync(join(workspace, path)));
  if (missing !== undefined) {
    throw new SetupError(
      `Expected npm ci to install ${missing}, but it is not there. Type \`npm config list\`, remove the setting that leaves out packages or scripts, and start again.`,
    );
  }
  writeFileSync(stamp, wanted);
}

/** Returns the npm that started this script, which may not be on the PATH; else the one on the PATH. */
function npm() {
  const script = process.env.npm_execpath;
  return script !== undefined && /npm-cli\.c?js$/.test(script)
    ? /** @type {const} */ ([process.execPath, script])
    : /** @type {const} */ (['npm']);
}

/**
 * Returns a hash of everything that decides what `npm ci` installs here. Of package.json only
 * `allowScripts` counts: the lock file repeats the dependencies, and a new script is no reason to
 * install again.
 *
 * @param {string} workspace
 */
function describeWanted(workspace) {
  const manifest = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8'));
  const npmrc = join(workspace, '.npmrc');
  return createHash('sha256')
    .update(readFileSync(join(workspace, 'package-lock.json')))
    .update(existsSync(npmrc) ? readFileSync(npmrc) : '')
    .update(JSON.stringify([manifest.allowScripts, process.platform, process.arch]))
    .digest('hex');
}
