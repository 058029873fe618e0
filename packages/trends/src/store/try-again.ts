import { setTimeout as sleep } from 'node:timers/promises';

/** How long a server may be away, in ms: longer than a restart takes. */
const AWAY_MS = 10_000;
const PAUSE_MS = 250;
/** Attempts of a transaction that others stood in the way of. */
const MOST_ATTEMPTS = 10;

/** Whether to try again: at once, because others stood in the way, or after a pause, because the server is away. */
export type Retry = 'at once' | 'after a pause' | 'never';

/**
 * Tries again what lost against another transaction, or met a server that restarts: for up to 10 s.
 *
 * @throws what the last attempt threw.
 */
export async function tryAgain<T>(
  attempt: () => Promise<T>,
  retryOf: (error: unknown) => Retry,
): Promise<T> {
  let deadline = Infinity;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      const retry = retryOf(error);
      if (retry === 'never' || (retry === 'at once' && attempts >= MOST_ATTEMPTS)) throw error;
      if (deadline === Infinity) deadline = performance.now() + AWAY_MS;
      if (performance.now() > deadline) throw error;
      // Those who stood in each other's way shall not meet again.
      await sleep(retry === 'at once' ? Math.random() * PAUSE_MS : PAUSE_MS);
    }
  }
}
