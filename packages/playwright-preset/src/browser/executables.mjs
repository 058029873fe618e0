// Plain JavaScript on Node's own modules: tools/setup.mjs runs it with an older Node, before
// anything is installed.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Returns whether a path is a file that this user may execute.
 *
 * @param {string} path
 */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Returns the first executable of this name on the PATH, or null.
 *
 * @param {string} command
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findOnPath(command, env = process.env) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command)).find(isExecutable) ?? null;
}
