import { findOnPath } from './preset-browser.mjs';

/**
 * How to install Valgrind, in one line; null where it is there or does not run at all.
 *
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} [options]
 */
export function lookForValgrind({ env = process.env, platform = process.platform } = {}) {
  if (platform !== 'linux' || findOnPath('valgrind', env) !== null) return null;
  return 'Optional: with Valgrind, instructions can be counted (`sudo apt-get install valgrind`, or your system’s package).';
}
