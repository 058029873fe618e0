// Plain JavaScript on Node's own modules: tools/setup.mjs runs it with an older Node, before
// anything is installed.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Whether a path is a file that this user may execute.
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
 * The first file on the PATH that a command name stands for, null when there is none.
 *
 * @param {string} command
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findOnPath(command, env = process.env) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command)).find(isExecutable) ?? null;
}
