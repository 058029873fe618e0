import { readSync, writeSync } from 'node:fs';

/**
 * File descriptor of the channel between the process whose windows are counted and its parent. It is read synchronously:
 * between two windows the process sleeps in the kernel and executes nothing that a count would include.
 */
export const WINDOW_CHANNEL = 3;

/** Length of every message to the fork, in bytes. It is fixed, so that reading one always takes the same work. */
const LENGTH = 16;

/** Sent at the end instead of a number of iterations. An empty window has 0 iterations. */
export const NO_WINDOW = -1;

/** Returns the message that asks for the next window, with the number of calls of the benchmark. */
export function windowMessage(iterations: number): string {
  return String(iterations).padStart(LENGTH);
}

/**
 * In the fork: reports that the last window is done, and waits for the next.
 *
 * @returns The number of calls of the benchmark in the next window, or `NO_WINDOW`.
 */
export function nextWindow(): number {
  writeSync(WINDOW_CHANNEL, '.');
  const message = Buffer.alloc(LENGTH);
  let read = 0;
  while (read < LENGTH) {
    const bytes = readSync(WINDOW_CHANNEL, message, read, LENGTH - read, null);
    // The parent is gone.
    if (bytes === 0) process.exit(1);
    read += bytes;
  }
  return Number(message.toString());
}
