import Database from 'better-sqlite3';

const PAUSE_MS = 1;
const neverNotified = new Int32Array(new SharedArrayBuffer(4));

/**
 * Repeats `attempt` while another connection holds the lock, for `patienceMs` at most; then throws what
 * SQLite threw last. For the cases where SQLite's own busy time-out does not wait, or waits badly.
 */
export function retryWhileBusy(attempt: () => void, patienceMs: number): void {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      attempt();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
      Atomics.wait(neverNotified, 0, 0, PAUSE_MS);
    }
  }
}

const isBusy = (error: unknown) =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
