import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './errors.mjs';
import { runCommand } from './run-command.mjs';

/** Inside node_modules, so that it goes when that folder goes. */
const STAMP = 'node_modules/.setup-stamp';

/** Over what a person's npm settings or NODE_ENV say: the tools are devDependencies, Node comes by a script. */
const EVERYTHING = ['--include=dev', '--ignore-scripts=false'];

/** What every script of package.json starts with. */
const NEEDED = [
  process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node',
  'node_modules/nx',
];

/**
 * Whether node_modules holds what the lock file says, by the stamp of the last set-up.
 *
 * @param {string} workspace
 */
export function areDependenciesCurrent(workspace) {
  const stamp = join(workspace, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === describeWanted(workspace);
}

/**
 * Runs `npm ci` and leaves a stamp when all that is needed is there.
 *
 * @param {string} workspace
 * @param {{ signal: AbortSignal, say: (line: string) => void }} options
 * @throws {SetupError} when npm fails, or leaves out what the scripts need.
 */
export async function installDependencies(workspace, { signal, say }) {
  say('Installing the dependencies (npm ci) …');
  const stamp = join(workspace, STAMP);
  // Taken before npm starts: a lock file that changes meanwhile is another set-up's work.
  const wanted = describeWanted(workspace);
  rmSync(stamp, { force: true });
  const quietly = ['--loglevel=error', '--no-audit', '--no-fund'];
  const [command, ...args] = [...npm(), 'ci', ...EVERYTHING, ...quietly];
  const { succeeded } = await runCommand(command, args, { signal, cwd: workspace });
  if (!succeeded) {
    throw new SetupError(
      'The dependencies could not be installed: see what npm printed above, and type `npm ci` to try it alone.',
    );
  }
  const missing = NEEDED.find((path) => !existsSync(join(workspace, path)));
  if (missing !== undefined) {
    throw new SetupError(
      `Expected npm ci to install ${missing}, and it is not there: see \`npm config list\` for what leaves packages or scripts out, change that, and start again.`,
    );
  }
  writeFileSync(stamp, wanted);
}

/** The npm that started this script, which need not be on the PATH, else the one that is. */
function npm() {
  const script = process.env.npm_execpath;
  return script !== undefined && /npm-cli\.c?js$/.test(script)
    ? /** @type {const} */ ([process.execPath, script])
    : /** @type {const} */ (['npm']);
}

/**
 * A hash of all that decides what `npm ci` installs here. The rest of package.json is left out:
 * what matters of it is in the lock file, and a new script is no reason to install again.
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
