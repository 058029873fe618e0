import { findOnPath } from './preset-browser.mjs';

/**
 * Returns one line on how to install Valgrind; null where it is installed or not available at all.
 *
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} [options]
 */
export function lookForValgrind({ env = process.env, platform = process.platform } = {}) {
  if (platform !== 'linux' || findOnPath('valgrind', env) !== null) return null;
  return 'Optional: Valgrind lets perf-kit count instructions (`sudo apt-get install valgrind`, or your system’s package).';
}
