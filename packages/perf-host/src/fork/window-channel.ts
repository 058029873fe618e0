import { readSync, writeSync } from 'node:fs';

/**
 * The file descriptor of the channel between the process whose windows are counted and the one that
 * counts. It is read synchronously: between two windows the process sleeps in the system and executes
 * nothing that a count would see.
 */
export const WINDOW_CHANNEL = 3;

/** Every message to the fork has this length in bytes, so that reading it always takes the same. */
const LENGTH = 16;

/** Stands for the end instead of a number of iterations. An empty window, of 0 iterations, is none. */
export const NO_WINDOW = -1;

/** How often the benchmark is called in the next window, as the fork is told. */
export function windowMessage(iterations: number): string {
  return String(iterations).padStart(LENGTH);
}

/**
 * In the fork: says that what was asked for is done, and waits for what is next.
 *
 * @returns How often the benchmark is called in the next window, or `NO_WINDOW`.
 */
export function nextWindow(): number {
  writeSync(WINDOW_CHANNEL, '.');
  const message = Buffer.alloc(LENGTH);
  let read = 0;
  while (read < LENGTH) {
    const bytes = readSync(WINDOW_CHANNEL, message, read, LENGTH - read, null);
    // The process that counts is gone.
    if (bytes === 0) process.exit(1);
    read += bytes;
  }
  return Number(message.toString());
}
