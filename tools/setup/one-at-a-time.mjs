import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A lock older than this is stale, even if its process id exists: another program may have it by now. */
const STALE_AFTER_MS = 30 * 60_000;
const POLL_MS = 200;

/**
 * Runs some work unless another process holds the lock file; then it waits. It takes over a lock
 * whose process has ended.
 *
 * @template T
 * @param {string} lock Path of a file that exists while the work runs.
 * @param {{ signal: AbortSignal, say: (line: string) => void }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function oneAtATime(lock, { signal, say }, work) {
  mkdirSync(dirname(lock), { recursive: true });
  let announced = false;
  while (!take(lock)) {
    if (removeIfStale(lock)) continue;
    if (!announced) say('Waiting for another set-up to finish …');
    announced = true;
    await sleep(POLL_MS, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function take(lock) {
  try {
    writeFileSync(lock, JSON.stringify({ host: hostname(), pid: process.pid }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} lock
 * @returns {boolean} Whether to try again at once.
 */
function removeIfStale(lock) {
  const owner = readLock(lock);
  if (owner === null) return true;
  if (!isStale(owner)) return false;
  // Two processes may find it stale at once. If the other one holds a new lock by now, give it back.
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readFileSync(aside, 'utf8') !== owner.text) linkSync(aside, lock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
  }
  rmSync(aside, { force: true });
  return true;
}

/** @param {string} lock */
function readLock(lock) {
  try {
    return { text: readFileSync(lock, 'utf8'), ageMs: Date.now() - statSync(lock).mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** @param {{ text: string, ageMs: number }} owner */
function isStale({ text, ageMs }) {
  if (ageMs > STALE_AFTER_MS) return true;
  try {
    const { host, pid } = JSON.parse(text);
    return host === hostname() && !isAlive(pid);
  } catch {
    // Half written: its process is still writing, or died while it wrote.
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return codeOf(error) !== 'ESRCH';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
