/** Longest wait for another process that writes to the same history, in ms. */
export const LOCK_TIMEOUT_MS = 15_000;
