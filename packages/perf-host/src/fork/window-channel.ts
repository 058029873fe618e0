import { readSync, writeSync } from 'node:fs';
import type { CountedWaits } from './count-protocol.ts';
import type { FailureDescription } from './failure.ts';

/**
 * File descriptor of the channel between the process whose windows are counted and its parent. It is read synchronously:
 * between two windows the process sleeps in the kernel and executes nothing that a count would include.
 */
export const WINDOW_CHANNEL = 3;

/** Length of every message to the fork, in bytes. It is fixed, so that reading one always takes the same work. */
const LENGTH = 16;

/** A window that the parent asks for. An empty one has 0 iterations. */
export interface WindowRequest {
  /** Calls of the benchmark. */
  iterations: number;
  /** false: it warms the benchmark up. */
  isCounted: boolean;
}

/** Sent after the last window of a benchmark. */
export const NO_WINDOW = 'end'.padStart(LENGTH);

/** Marks a window that is not counted. */
const WARM_UP = '~';

/** Heap that a window left behind. */
export interface WindowHeap {
  /** Growth of V8's heap in use during the window. */
  bytes: number;
  /** Garbage collections during the window. Only without any are the bytes what was allocated. */
  collections: number;
}

/** Messages of the fork, each a line of JSON. */
export type WindowMessage =
  /** A benchmark begins, with its index in the request, in this pass over all of them, from 0. */
  | { is: 'begun'; index: number; pass: number }
  /** It waits for the next window. The heap is that of the window before, if there was one. */
  | ({ is: 'ready' } & WindowHeap)
  /** A benchmark has had its last window. */
  | { is: 'ended'; waits: CountedWaits }
  /** A benchmark failed, before, during or after its windows. */
  | { is: 'failed'; index: number; error: FailureDescription };

/** Returns the message that asks for the next window. */
export function windowMessage({ iterations, isCounted }: WindowRequest): string {
  return `${isCounted ? '' : WARM_UP}${iterations}`.padStart(LENGTH);
}

/** In the fork: sends a message to the parent. */
export function tellParent(message: WindowMessage): void {
  writeSync(WINDOW_CHANNEL, `${JSON.stringify(message)}\n`);
}

/**
 * In the fork: reports that the last window is done, and waits for the next.
 *
 * @returns null after the last window.
 */
export function nextWindow(heap: WindowHeap): WindowRequest | null {
  tellParent({ is: 'ready', ...heap });
  const message = Buffer.alloc(LENGTH);
  let read = 0;
  while (read < LENGTH) {
    const bytes = readSync(WINDOW_CHANNEL, message, read, LENGTH - read, null);
    // The parent is gone.
    if (bytes === 0) process.exit(1);
    read += bytes;
  }
  const text = message.toString();
  if (text === NO_WINDOW) return null;
  const isCounted = !text.includes(WARM_UP);
  return { iterations: Number(text.replace(WARM_UP, ' ')), isCounted };
}
